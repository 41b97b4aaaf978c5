import { expect, test } from "vitest";
import { etaSeconds } from "~/core/schedule/etaSeconds";

const run = { step: 0, totalSteps: 1000, msPerStep: 100, measuringMs: 0, share: 0.2 };

test("the rest is the steps left and the time that measuring may still take", () => {
  // 100 s of training are 80 % of the run, so measuring may take 25 s.
  expect(etaSeconds(run)).toBeCloseTo(125);
  expect(etaSeconds({ ...run, step: 500, measuringMs: 20_000 })).toBeCloseTo(55);
});

test("a measuring budget that is used up adds nothing", () => {
  expect(etaSeconds({ ...run, step: 900, measuringMs: 90_000 })).toBeCloseTo(10);
});

test("nothing is promised before the speed is known", () => {
  expect(etaSeconds({ ...run, msPerStep: null })).toBeNull();
});

test("a run that may measure all the time is told the training that is left", () => {
  expect(etaSeconds({ ...run, share: 1, measuringMs: 7 })).toBeCloseTo(100);
});
