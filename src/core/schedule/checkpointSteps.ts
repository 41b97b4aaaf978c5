import { requireThat } from "../errors";

/** Until here checkpoints are at powers of two, as Pythia's. */
export const lastDoubling = 512;

export interface CheckpointSchedule {
  totalSteps: number;
  /** Steps between checkpoints after step 512. */
  every: number;
}

/** 0, 1, 2, 4 … 512, then the multiples of `every`, and the last step. */
export function checkpointSteps({ totalSteps, every }: CheckpointSchedule): number[] {
  requireThat(
    Number.isInteger(totalSteps) && totalSteps >= 0 && Number.isInteger(every) && every >= 1,
    `${totalSteps} steps with a checkpoint every ${every} cannot be scheduled; both must be whole, the second positive`,
  );
  const steps = [0];
  for (let step = 1; step <= Math.min(lastDoubling, totalSteps); step *= 2) steps.push(step);
  for (let step = every * (Math.floor(lastDoubling / every) + 1); step < totalSteps; step += every)
    steps.push(step);
  if (steps.at(-1) !== totalSteps) steps.push(totalSteps);
  return steps;
}
