import type { Timeline } from "../live/RunProvider";

interface Wanted {
  statistic: string;
  spaces: readonly string[];
}

/** A statistic of the plateau group over the steps, with a random group as control; the first space that has it. */
export function groupCurve(groups: Timeline["groups"], { statistic, spaces }: Wanted) {
  for (const space of spaces) {
    const of = (group: string) =>
      groups.find((curve) => curve.group === group && curve.space === space && curve.statistic === statistic);
    const plateau = of("plateau");
    if (plateau) return { ...plateau, control: of("random")?.value };
  }
  return null;
}

/** Why a group statistic is missing at every step: the reason given last. */
export function whyMissing(curve: ReturnType<typeof groupCurve>): string | null {
  if (!curve) return "No plateau has been found yet, so there is no group of neurons to compare.";
  if (curve.value.some((value) => value !== null)) return null;
  return curve.reason.findLast((reason) => reason !== null) ?? "Not measurable at any step so far.";
}
