import { describe, expect, test } from "vitest";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";
import { planMeasurement } from "~/core/schedule/planMeasurement";

/** Runs through a schedule, each measurement costing what the function says. */
function follow(trainingMs: number, share: number, costMs: (step: number) => number) {
  const checkpoints = checkpointSteps({ totalSteps: 6000, every: 250 });
  const measured: number[] = [];
  const reasons: string[] = [];
  let measuredMs = 0;
  for (const step of checkpoints) {
    const plan = planMeasurement({ step, checkpoints, measured, measuredMs, trainingMs, share });
    reasons.push(`${step} ${plan.reason}`);
    if (!plan.measure) continue;
    measured.push(step);
    measuredMs += costMs(step);
  }
  return { checkpoints, measured, reasons, share: measuredMs / (measuredMs + trainingMs) };
}

const early = checkpointSteps({ totalSteps: 512, every: 1 });

describe("planMeasurement", () => {
  test("measures every checkpoint where time allows it", () => {
    const { checkpoints, measured, reasons } = follow(1_000_000, 0.2, () => 1000);
    expect(measured).toEqual(checkpoints);
    expect(reasons).toContain("750 measured: all checkpoints take 3 % of the run, allowed 20 %");
  });

  test.each([4000, 8000, 12_000])("keeps to the share by skipping evenly (%i ms each)", (cost) => {
    const { checkpoints, measured, share } = follow(700_000, 0.2, () => cost);
    expect(share).toBeLessThanOrEqual(0.2);
    expect(measured.slice(0, early.length)).toEqual(early);
    expect(measured.at(-1)).toBe(6000);
    const late = measured.filter((step) => step > 512).map((step) => checkpoints.indexOf(step));
    const gaps = late.slice(1).map((at, i) => at - late[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(
      2 * Math.ceil(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length),
    );
  });

  test("keeps to the share when measuring becomes dearer on the way", () => {
    const { share, measured } = follow(600_000, 0.2, (step) => (step < 2000 ? 4000 : 12_000));
    expect(share).toBeLessThanOrEqual(0.23);
    expect(measured.at(-1)).toBe(6000);
  });

  test("measures the early checkpoints and the last one even where they cost too much", () => {
    const { measured, reasons } = follow(10_000, 0.2, () => 5000);
    expect(measured).toEqual([...early, 6000]);
    expect(reasons).toContain("64 measured: an early checkpoint");
    expect(reasons.at(-1)).toBe("6000 measured: the last checkpoint");
    expect(reasons.find((reason) => reason.startsWith("750"))).toBe(
      "750 skipped: measuring them all would take 94 % of the run, allowed 20 %",
    );
  });

  test("says in one sentence why a checkpoint is skipped", () => {
    const { reasons } = follow(400_000, 0.2, () => 4000);
    expect(reasons.find((reason) => reason.includes("skipped"))).toBe(
      "750 skipped: measuring them all would take 25 % of the run, allowed 20 %",
    );
    expect(reasons.find((reason) => reason.startsWith("1000"))).toBe(
      "1000 measured: up to here 11 % of the run, allowed 20 %",
    );
  });

  test("the whole run may be spent measuring", () => {
    const { checkpoints, measured } = follow(1000, 1, () => 60_000);
    expect(measured).toEqual(checkpoints);
  });
});
