import type { NeuronKind } from "~/core/groups/measureOverlap";
import { lnMediatedShare } from "~/core/influence/lnMediatedShare";
import type { NullSpaceShare } from "~/core/neurons/nullSpaceShare";
import { type SpecialNeurons, specialNeurons } from "~/core/neurons/specialNeurons";
import { leaderCount } from "../influence/compareBands";
import type { Ranking } from "../influence/ranking";

/** The layer's entropy and token-frequency neurons, as many of each as there are leaders. METHODS §2, §7. */
export function specialKinds(
  { rare, frequency }: Ranking,
  { nullSpace, normOut }: { nullSpace: NullSpaceShare; normOut: Float64Array },
): { kind: NeuronKind; special: SpecialNeurons | null }[] {
  const count = Math.min(leaderCount, rare.length >> 2);
  const axis = frequency && {
    // The same quotient as for the norm: what freezing takes away.
    axis: lnMediatedShare(frequency.absolute, frequency.frozen),
    size: frequency.klShift,
  };
  return [
    { kind: "entropy", special: specialNeurons({ axis: nullSpace.share, size: normOut, count }) },
    { kind: "frequency", special: axis && specialNeurons({ ...axis, count }) },
  ];
}
