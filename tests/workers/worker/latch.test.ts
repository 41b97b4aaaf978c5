import { expect, test } from "vitest";
import { Latch } from "~workers/worker/latch";

const never = new AbortController().signal;
const long = 1e6;

test("a call before the wait is not lost, and is used up by it", async () => {
  const latch = new Latch();
  latch.set();
  latch.set();
  await latch.wait(long, never);
  const second = latch.wait(long, never).then(() => "woken");
  expect(await Promise.race([second, Promise.resolve("waiting")])).toBe("waiting");
  latch.set();
  expect(await second).toBe("woken");
});

test("waiting ends with its time and with its signal", async () => {
  const latch = new Latch();
  await latch.wait(1, never);
  const stop = new AbortController();
  const waiting = latch.wait(long, stop.signal);
  stop.abort();
  await waiting;
  await latch.wait(long, stop.signal);
  expect(stop.signal.aborted).toBe(true);
});
