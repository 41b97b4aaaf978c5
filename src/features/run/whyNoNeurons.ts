import type { Timeline } from "../live/RunProvider";

/** Why a run has only its weights measured, and nothing of its neurons; null where that is not so. */
export function whyNoNeurons({ checkpoints }: Pick<Timeline, "checkpoints">): string | null {
  const isOut = checkpoints.every(({ cells }) =>
    cells.every(({ cell, state }) => cell !== "influence" || state === "skipped" || state === "failed"),
  );
  const measured = checkpoints.filter(({ cells }) => cells.some(({ state }) => state === "done"));
  const influence = measured.at(-1)?.cells.find(({ cell }) => cell === "influence");
  return isOut ? (influence?.reason ?? null) : null;
}
