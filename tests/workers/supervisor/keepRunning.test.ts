import { type ChildProcess, spawn } from "node:child_process";
import { expect, test } from "vitest";
import { createLog } from "~workers/log";
import { keepRunning } from "~workers/supervisor/keepRunning";

const log = createLog("test", "error");
const node = (code: string) => spawn(process.execPath, ["-e", code], { stdio: "ignore" });

test("a child that dies is started again; one that is asked to stop is not", async () => {
  const stop = new AbortController();
  const children: ChildProcess[] = [];
  const start = () => {
    const child = node("setInterval(() => {}, 1000)");
    children.push(child);
    return child;
  };
  const kept = keepRunning("child", start, { signal: stop.signal, log });
  children[0]?.kill("SIGKILL");
  await expect.poll(() => children.length, { timeout: 10_000 }).toBe(2);
  stop.abort();
  await kept;
  expect(children).toHaveLength(2);
  expect(children[1]?.signalCode).toBe("SIGTERM");
});

test("a child that does not stop when asked is made to", async () => {
  const stop = new AbortController();
  const child = spawn(process.execPath, [
    "-e",
    "process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)",
  ]);
  const kept = keepRunning("child", () => child, { signal: stop.signal, log });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  stop.abort();
  await kept;
  expect(child.signalCode).toBe("SIGKILL");
});
