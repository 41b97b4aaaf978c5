import { describe, expect, test } from "vitest";
import { baseCells, type ScheduledCell, scheduledCells } from "~/core/cells";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";
import { type CellHistory, planMeasurement } from "~/core/schedule/planMeasurement";

const checkpoints = checkpointSteps({ totalSteps: 6000, every: 250 });
const last = checkpoints.at(-1)!;

interface Costs {
  /** Of the base cells together, and of each dear one. */
  base: (step: number) => number;
  dear?: Partial<Record<ScheduledCell, number>>;
  expectedMs?: number;
}

/** Runs through a schedule, each measurement costing what it is told to. */
function follow(trainingMs: number, share: number, { base, dear = {}, expectedMs = 1000 }: Costs) {
  const steps = Object.fromEntries(scheduledCells.map((cell) => [cell, [] as number[]]));
  const spent = Object.fromEntries(scheduledCells.map((cell) => [cell, 0]));
  const reasons: string[] = [];
  let [measuredMs, beforeLastMs] = [0, 0];
  for (const step of checkpoints) {
    const history = Object.fromEntries(
      scheduledCells.map((cell) => [
        cell,
        { steps: steps[cell]!, done: steps[cell]!.length, ms: spent[cell]! },
      ]),
    ) as unknown as Record<ScheduledCell, CellHistory>;
    const plan = planMeasurement({ step, checkpoints, history, measuredMs, trainingMs, share, expectedMs });
    reasons.push(`${step} ${plan.reason}`);
    expect([...plan.cells, ...plan.skipped.map(({ cell }) => cell)].sort()).toEqual(
      [...scheduledCells].sort(),
    );
    if (step === last) beforeLastMs = measuredMs;
    for (const cell of plan.cells) {
      const cost = baseCells.includes(cell) ? (cell === "influence" ? base(step) : 0) : (dear[cell] ?? 100);
      steps[cell]!.push(step);
      spent[cell]! += cost;
      measuredMs += cost;
    }
  }
  const shareOf = (ms: number) => ms / (ms + trainingMs);
  return { steps, reasons, share: shareOf(measuredMs), shareWhileTraining: shareOf(beforeLastMs) };
}

describe("planMeasurement", () => {
  test("measures everything everywhere where time allows it", () => {
    const { steps, reasons } = follow(1_000_000, 0.2, { base: () => 1000 });
    for (const cell of scheduledCells) expect(steps[cell]).toEqual(checkpoints);
    expect(reasons).toContain("750 measured: all checkpoints take 5 % of the run, allowed 20 %");
  });

  test.each([1000, 3000, 9000, 30_000])("never takes more than the share (%i ms each)", (cost) => {
    const { steps, shareWhileTraining } = follow(700_000, 0.05, { base: () => cost, expectedMs: cost / 2 });
    expect(shareWhileTraining).toBeLessThanOrEqual(0.05);
    expect(steps.influence!.at(-1)).toBe(last);
  });

  test("skips evenly over the checkpoints, the early ones among them", () => {
    const { steps } = follow(700_000, 0.2, { base: () => 12_000, expectedMs: 12_000 });
    const at = steps.influence!.map((step) => checkpoints.indexOf(step));
    const gaps = at.slice(1).map((index, i) => index - at[i]!);
    expect(steps.influence!.length).toBeGreaterThan(5);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(
      2 * Math.ceil(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length),
    );
    expect(steps.influence!.length).toBeLessThan(checkpoints.length);
  });

  test("measures the dearest cells most rarely", () => {
    const dear = { spectraAll: 300, modularity: 2000, routing: 4000, robustness: 8000 };
    const { steps, shareWhileTraining } = follow(2_000_000, 0.05, { base: () => 2000, dear });
    const count = (cell: ScheduledCell) => steps[cell]!.length;
    expect(count("influence")).toBeGreaterThan(count("modularity"));
    expect(count("spectraAll")).toBeGreaterThan(count("routing"));
    expect(count("routing")).toBeGreaterThanOrEqual(count("robustness"));
    expect(count("robustness")).toBeGreaterThan(1);
    expect(shareWhileTraining).toBeLessThanOrEqual(0.05);
  });

  test("the base cells come together", () => {
    const { steps } = follow(500_000, 0.05, { base: () => 2000 });
    for (const cell of baseCells) expect(steps[cell]).toEqual(steps.influence);
  });

  test("keeps to the share when measuring becomes dearer on the way", () => {
    const { shareWhileTraining } = follow(600_000, 0.2, { base: (step) => (step < 2000 ? 4000 : 12_000) });
    expect(shareWhileTraining).toBeLessThanOrEqual(0.2);
  });

  test("a run too short for one measurement is measured when its training is over", () => {
    const { steps, reasons, shareWhileTraining } = follow(10_000, 0.05, { base: () => 5000 });
    expect(steps.influence).toEqual([last]);
    expect(shareWhileTraining).toBe(0);
    expect(reasons.at(-1)).toBe("6000 measured: the last checkpoint");
    expect(reasons[3]).toMatch(/^4 skipped: measuring them all would take \d+ % of the run, allowed 5 %$/);
  });

  test("nothing is measured before it is known how long training takes", () => {
    const nothing = { steps: [], done: 0, ms: 0 };
    const history = Object.fromEntries(scheduledCells.map((cell) => [cell, nothing])) as unknown as Record<
      ScheduledCell,
      CellHistory
    >;
    const budget = { step: 0, checkpoints, history, measuredMs: 0, trainingMs: null, expectedMs: 1 };
    expect(planMeasurement({ ...budget, share: 0.05 })).toMatchObject({
      cells: [],
      reason: "postponed: how long training takes is known after its first steps",
    });
    expect(planMeasurement({ ...budget, share: 1 }).cells).toEqual(scheduledCells);
  });
});
