import { BackendUnavailable } from "../backendUnavailable";
import { Gpu } from "./gpu";

export interface OpenGpu {
  gpu: Gpu;
  /** As the driver calls it: "NVIDIA GeForce RTX 4090 (nvidia lovelace)". */
  name: string;
}

const driverFix =
  process.platform === "linux"
    ? "Install the GPU vendor's driver with its Vulkan part (and libvulkan1), and see that this user may open /dev/dri or /dev/nvidia*."
    : "Install the GPU vendor's newest driver.";

let instance: GPU | undefined;

/**
 * The machine's GPU through Dawn, with all the memory it allows.
 *
 * @param allowSoftware whether a GPU that a CPU imitates will do: for tests of the shaders
 * @throws BackendUnavailable
 */
export async function openGpu({ allowSoftware }: { allowSoftware: boolean }): Promise<OpenGpu> {
  await requireVulkan();
  const { create, globals } = await import("webgpu").catch((cause: unknown) => {
    throw new BackendUnavailable(
      "The package webgpu is not installed or does not load here.",
      "Run: npm i webgpu",
      {
        cause,
      },
    );
  });
  Object.assign(globalThis, globals);
  // Dawn ends with a crash when its instance is collected before its devices.
  instance ??= create([]);
  const adapter = await instance.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) throw new BackendUnavailable("No graphics driver offers a GPU.", driverFix);

  const { info, limits } = adapter;
  const name = nameOf(info);
  if (isSoftware(info) && !allowSoftware)
    throw new BackendUnavailable(`The only GPU is imitated by the CPU: ${name}.`, driverFix);
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    },
  });
  return { gpu: new Gpu(device), name };
}

/** Dawn complains on stderr, and gives no reason to the caller, where there is no Vulkan. */
async function requireVulkan(): Promise<void> {
  if (process.platform !== "linux") return;
  try {
    const { load } = await import("koffi");
    load("libvulkan.so.1");
  } catch (cause) {
    throw new BackendUnavailable("There is no Vulkan here (libvulkan.so.1).", driverFix, { cause });
  }
}

function isSoftware({
  isFallbackAdapter,
  vendor,
  architecture,
  device,
  description,
}: GPUAdapterInfo): boolean {
  const said = [vendor, architecture, device, description].join(" ");
  return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render|\bcpu\b/i.test(said);
}

function nameOf({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const family = [vendor, architecture].filter((word) => word !== "").join(" ");
  return `${description || device || "a GPU"}${family === "" ? "" : ` (${family})`}`;
}
