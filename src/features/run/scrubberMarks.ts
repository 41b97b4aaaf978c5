import { forward, stepScale } from "~/charts/axis/axisScale";
import type { Timeline } from "../live/RunProvider";

export interface Mark {
  step: number;
  /** 0 … 1 along the track. */
  position: number;
  /** "measured" can be shown; the others say why not. */
  kind: "measured" | "measuring" | "waiting" | "skipped" | "failed";
  /** For the reader. */
  reason: string;
}

/** Every checkpoint as a mark on the track. */
export function scrubberMarks(
  checkpoints: Timeline["checkpoints"],
  {
    totalSteps,
    xScale,
    measuring,
  }: { totalSteps: number; xScale: "log" | "linear"; measuring: number | null },
): Mark[] {
  const scale = stepScale(xScale);
  const end = forward(scale, Math.max(1, totalSteps)) ?? 1;
  return checkpoints.map(({ step, cells }) => ({
    step,
    position: Math.min(1, (forward(scale, step) ?? 0) / end),
    ...kindOf(cells, step === measuring),
  }));
}

function kindOf(
  cells: Timeline["checkpoints"][number]["cells"],
  measuring: boolean,
): Pick<Mark, "kind" | "reason"> {
  if (cells.some(({ state }) => state === "done")) return { kind: "measured", reason: "measured" };
  const influence = cells.find(({ cell }) => cell === "influence");
  if (measuring || influence?.state === "running") return { kind: "measuring", reason: "being measured" };
  if (influence?.state === "skipped") return { kind: "skipped", reason: influence.reason ?? "skipped" };
  if (influence?.state === "failed")
    return { kind: "failed", reason: influence.reason ?? "could not be measured" };
  return { kind: "waiting", reason: "not measured yet" };
}

/** The marks that get their number: the shown one first, then from the newest back, where `room` (0 … 1) is left. */
export function labelledSteps(marks: readonly Mark[], shown: number | null, room: number): Set<number> {
  const placed: number[] = [];
  const chosen = new Set<number>();
  const candidates = [...marks.filter(({ step }) => step === shown), ...marks.toReversed()];
  for (const { step, position } of candidates) {
    if (placed.some((other) => Math.abs(other - position) < room)) continue;
    placed.push(position);
    chosen.add(step);
  }
  return chosen;
}
