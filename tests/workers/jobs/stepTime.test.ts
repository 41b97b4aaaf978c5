import { expect, test } from "vitest";
import { StepTime } from "~workers/jobs/stepTime";

test("the step time is the first one's, then follows the newer ones smoothly", () => {
  const time = new StepTime();
  expect(time.ms).toBeNull();
  time.add(100);
  expect(time.ms).toBe(100);
  for (let i = 0; i < 20; i++) time.add(200);
  expect(time.ms).toBeGreaterThan(150);
  expect(time.ms).toBeLessThan(200);
  for (let i = 0; i < 500; i++) time.add(200);
  expect(time.ms).toBeCloseTo(200, 3);
});

test("one step as long as the memory moves the average by 1 − 1/e", () => {
  const time = new StepTime();
  time.add(0);
  time.add(5000);
  expect(time.ms).toBeCloseTo(5000 * (1 - 1 / Math.E), 9);
});
