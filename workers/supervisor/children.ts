import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { childEnv } from "~/env";

const exitWithParent = new URL("exitWithParent.mjs", import.meta.url).href;
const require = createRequire(import.meta.url);

interface Place {
  host: string;
  port: number;
  dev: boolean;
}

/** The web server. */
export function startWeb({ host, port, dev }: Place, env: Record<string, string>): ChildProcess {
  const next = require.resolve("next/dist/bin/next");
  const mode = dev ? "development" : "production";
  return startChild([next, dev ? "dev" : "start", "-p", String(port), "-H", host], {
    env: { ...env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" },
    quiet: !dev,
  });
}

/** One worker. */
export function startWorker(env: Record<string, string>): ChildProcess {
  const main = fileURLToPath(new URL("../worker/main.ts", import.meta.url));
  return startChild(["--import", "tsx", main], { env, quiet: false });
}

/** In a process group of its own, so that Ctrl-C in the terminal reaches the supervisor alone, which ends all in order. */
function startChild(
  args: string[],
  { env, quiet }: { env: Record<string, string>; quiet: boolean },
): ChildProcess {
  return spawn(process.execPath, ["--import", exitWithParent, ...args], {
    env: childEnv(env),
    detached: true,
    stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit", "ipc"],
  });
}
