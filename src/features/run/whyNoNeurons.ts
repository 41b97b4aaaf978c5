import type { Timeline } from "../live/RunProvider";

/** Why a run has only its weights measured, and nothing of its neurons; null where that is not so. */
export function whyNoNeurons({ checkpoints }: Pick<Timeline, "checkpoints">): string | null {
  const cells = checkpoints.flatMap((checkpoint) => checkpoint.cells);
  const influence = cells.filter(({ cell }) => cell === "influence");
  const areOut = influence.every(({ state }) => state === "skipped" || state === "failed");
  if (!areOut || !cells.some(({ state }) => state === "done")) return null;
  return influence.at(-1)?.reason ?? null;
}
