import { expect, test } from "vitest";
import { etaSeconds, StepTime } from "~workers/jobs/pace";

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

test("the time left is that of the steps left and of what the measuring budget still allows", () => {
  const run = { step: 100, totalSteps: 300, msPerStep: 50, share: 0.2 };
  // 200 steps are 10 s; the budget is a quarter of 300 steps, 3.75 s.
  expect(etaSeconds({ ...run, measuringMs: 0 })).toBeCloseTo(13.75, 12);
  expect(etaSeconds({ ...run, measuringMs: 2750 })).toBeCloseTo(11, 12);
  expect(etaSeconds({ ...run, measuringMs: 9000 })).toBeCloseTo(10, 12);
  expect(etaSeconds({ ...run, msPerStep: null, measuringMs: 0 })).toBeNull();
  expect(etaSeconds({ ...run, share: 1, measuringMs: 7 })).toBeCloseTo(10, 12);
});
