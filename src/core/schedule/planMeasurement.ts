import { baseCells, type ScheduledCell, scheduledCells } from "../cells";

/** What is known of one cell so far. */
export interface CellHistory {
  /** Checkpoints where it is measured or queued, ascending. */
  readonly steps: readonly number[];
  /** Where it is done already, and the time that took together. */
  readonly done: number;
  readonly ms: number;
}

export interface MeasurementBudget {
  /** The checkpoint to decide on. */
  step: number;
  /** Every checkpoint of the run, ascending. */
  checkpoints: readonly number[];
  history: Readonly<Record<ScheduledCell, CellHistory>>;
  /** Time measuring took, together, loading included. */
  measuredMs: number;
  /** What the whole run's training takes, without measuring, as projected now; null before the first step. */
  trainingMs: number | null;
  /** The largest part of the run's time, training and measuring, that measuring may take. */
  share: number;
  /** What the base cells of a checkpoint take, as long as none is measured. */
  expectedMs: number;
}

export interface MeasurementPlan {
  cells: ScheduledCell[];
  /** Per cell that is left out, one sentence for the reader. */
  skipped: { cell: ScheduledCell; reason: string }[];
  /** Of the whole, for the reader. */
  reason: string;
}

const dearCells = scheduledCells.filter((cell) => !baseCells.includes(cell));
/** Where not everything is affordable, the dear cells may take this part of the budget. */
const dearPart = 1 / 3;

/**
 * Which cells are measured at a checkpoint. With M the time of measuring and T that of training as projected over the
 * whole run, M ≤ share · (M + T) always: early checkpoints, too, are measured within it only. If the budget has room for
 * fewer measurements than checkpoints remain, about every k-th is measured, k = remaining / affordable; checkpoints being
 * dense at first, so is measuring. The base cells come together. Each of the dear cells has its part of what they leave and
 * is measured as often as that allows, so the dearest are the rarest. The last checkpoint is measured whole in any case:
 * training is over then, and nothing is slowed.
 */
export function planMeasurement(budget: MeasurementBudget): MeasurementPlan {
  const { step, checkpoints, history, measuredMs, trainingMs, share, expectedMs } = budget;
  if (step === checkpoints.at(-1)) return everything("measured: the last checkpoint");
  if (share === 1) return everything("measured: the run's time may all be spent measuring");
  if (trainingMs === null)
    return nothing("postponed: how long training takes is known after its first steps");

  const allowed = `allowed ${percent(share)}`;
  const budgetMs = (trainingMs * share) / (1 - share);
  const costs = costsOf(history, { measuredMs, expectedMs });
  const dearSpent = sumOver(dearCells, (cell) => history[cell].steps.length * costs[cell]);
  const baseSpent = history.influence.steps.length * costs.base;
  const remaining = checkpoints.filter((other) => other >= step).length;

  const wholeMs = costs.base + sumOver(dearCells, (cell) => costs[cell]);
  const allMs = Math.max(measuredMs, baseSpent + dearSpent) + remaining * wholeMs;
  if (allMs <= budgetMs)
    return everything(`measured: all checkpoints take ${partOf(allMs)} of the run, ${allowed}`);

  const spentMs = Math.max(measuredMs, baseSpent + dearSpent);
  const tooDear = `measuring them all would take ${partOf(allMs)} of the run, ${allowed}`;
  const isDue = (
    cell: ScheduledCell,
    { allowanceMs, spent, cost }: Record<"allowanceMs" | "spent" | "cost", number>,
  ) => {
    // The last checkpoint is provided for.
    const affordable = Math.floor((allowanceMs - spent) / cost) - 1;
    const stride = affordable < 1 ? Infinity : Math.ceil((remaining - 1) / affordable);
    const last = history[cell].steps.at(-1) ?? -Infinity;
    return checkpoints.filter((other) => other > last && other <= step).length >= stride;
  };

  const base = { allowanceMs: (1 - dearPart) * budgetMs, spent: baseSpent, cost: costs.base };
  if (spentMs + costs.base > budgetMs || !isDue("influence", base)) return nothing(`skipped: ${tooDear}`);

  const cells = [...baseCells];
  let plannedMs = spentMs + costs.base;
  const allowanceMs = (dearPart * budgetMs) / dearCells.length;
  for (const cell of dearCells) {
    const [cost, spent] = [costs[cell], history[cell].steps.length * costs[cell]];
    if (plannedMs + cost > budgetMs || !isDue(cell, { allowanceMs, spent, cost })) continue;
    cells.push(cell);
    plannedMs += cost;
  }
  return planOf(
    cells,
    `measured: up to here ${partOf(plannedMs)} of the run, ${allowed}`,
    `skipped, as it is among the dearer ones: ${tooDear}`,
  );

  function partOf(ms: number): string {
    return percent(ms / (ms + trainingMs!));
  }
}

/** Mean times; those of cells that were never measured are half the base's. */
function costsOf(
  history: MeasurementBudget["history"],
  { measuredMs, expectedMs }: Pick<MeasurementBudget, "measuredMs" | "expectedMs">,
): Record<ScheduledCell | "base", number> {
  const baseMs = measuredMs - sumOver(dearCells, (cell) => history[cell].ms);
  const { done } = history.influence;
  const base = done === 0 ? expectedMs : Math.max(1, baseMs / done);
  const each = scheduledCells.map((cell) => {
    const { done: times, ms } = history[cell];
    return [cell, times === 0 ? base / 2 : Math.max(1, ms / times)] as const;
  });
  return { ...(Object.fromEntries(each) as Record<ScheduledCell, number>), base };
}

const everything = (reason: string) => planOf(scheduledCells, reason, "");
const nothing = (reason: string) => planOf([], reason, reason);

function planOf(cells: readonly ScheduledCell[], reason: string, whyNot: string): MeasurementPlan {
  return {
    cells: scheduledCells.filter((cell) => cells.includes(cell)),
    skipped: scheduledCells.filter((cell) => !cells.includes(cell)).map((cell) => ({ cell, reason: whyNot })),
    reason,
  };
}

function sumOver<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
