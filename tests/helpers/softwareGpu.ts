import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type LibraryHandle, load } from "koffi";
import { chromium } from "@playwright/test";
import { type OpenGpu, openGpu } from "~workers/backends/webgpu/openGpu";

/** Unloaded when nobody holds it. */
let vulkan: LibraryHandle | undefined;

const driverName = "vk_swiftshader_icd.json";

/**
 * SwiftShader, the Vulkan that comes with Chromium and computes on the CPU: what every shader is tested on where there
 * is no GPU. Debian's package is installed when there is none and we may.
 *
 * @returns null, having said why, where it cannot be had
 */
export async function openSoftwareGpu(): Promise<OpenGpu | null> {
  const folder = findDriver() ?? installDriver();
  if (folder === undefined) {
    console.warn(
      `The shaders are not tested: there is no ${driverName}. It comes with Chromium (Debian: apt-get install chromium; else: npx playwright install chromium).`,
    );
    return null;
  }
  // Dawn asks for libvulkan.so.1 and gets the one that is loaded.
  vulkan ??= load(join(folder, "libvulkan.so.1"));
  process.env.VK_ICD_FILENAMES = join(folder, driverName);
  return openGpu({ allowSoftware: true });
}

function findDriver(): string | undefined {
  const browsers = ["/usr/lib/chromium/chromium", chromium.executablePath()];
  return browsers.map((browser) => dirname(browser)).find((folder) => existsSync(join(folder, driverName)));
}

function installDriver(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  spawnSync("apt-get", ["update", "-qq"]);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  return findDriver();
}
