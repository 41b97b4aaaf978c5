import type { Timeline } from "../live/RunProvider";

/** The steps of which the schedule left out everything; what else is missing is told where it would stand. */
export const skippedSteps = (checkpoints: Timeline["checkpoints"]): number[] =>
  checkpoints
    .filter(({ cells }) => cells.length > 0 && cells.every(({ state }) => state === "skipped"))
    .map(({ step }) => step);
