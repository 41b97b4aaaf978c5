import type { Timeline } from "../live/RunProvider";

type GroupColumns = Timeline["groups"][number];

export interface GroupCurve {
  /** Whose curve it is, for the title and the legend. */
  label: string;
  columns: GroupColumns;
  /** One random group put through the same calculation. */
  control: GroupColumns["value"] | undefined;
}

/** A plateau at fewer of the measured steps is an event, not a curve. */
const LEAST_SHARE = 0.5;

/**
 * One statistic over the steps: of the plateau neurons or, where fewer than half of the steps have a plateau, of the
 * leading neurons by the paper's fixed cut, which exist at every step.
 *
 * @returns null before anything is measured
 */
export function groupCurve(
  groups: Timeline["groups"],
  { space, method }: { space: string; method: string },
): GroupCurve | null {
  const of = (group: string) =>
    groups.find((curve) => curve.group === group && curve.space === space && curve.method === method);
  const plateau = of("plateau");
  const leaders = of("leaders");
  const control = of("random")?.value;
  const shareOfSteps = plateau
    ? plateau.value.filter((value) => value !== null).length / plateau.value.length
    : 0;
  if (plateau && shareOfSteps >= LEAST_SHARE) {
    return { label: "plateau neurons", columns: plateau, control };
  }
  if (!leaders) return null;
  return {
    label: `${Math.max(...leaders.size.map((size) => size ?? 0))} leaders`,
    columns: leaders,
    control,
  };
}

/**
 * Why there is nothing to draw; null when there is.
 *
 * @param why for the reader, where no group is measured at all
 */
export function whyMissing(curve: GroupCurve | null, why: string): string | null {
  if (!curve) return why;
  const { value, reason } = curve.columns;
  if (value.some((entry) => entry !== null)) return null;
  return reason.findLast((entry) => entry !== null) ?? "Not measurable at any step so far.";
}
