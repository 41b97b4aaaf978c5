import { type RankBins, rankBins } from "./rankBins";
import {
  columnsOf,
  columnsOfEach,
  type HeavyModelName,
  heavyModels,
  hingeTerms,
  type SmoothModelName,
  smoothModels,
} from "./rankModels";

/** Everything about a fit that depends on the length of the list alone. */
export interface RankDesign extends HingeDesign {
  smooth: Record<SmoothModelName, Float64Array[]>;
  heavy: Record<HeavyModelName, Float64Array[]>;
}

/** The part of it that hinge models need. */
export interface HingeDesign {
  bins: RankBins;
  /** What they hold beside their hinges. */
  base: Float64Array[];
}

export function hingeDesign(count: number): HingeDesign {
  const bins = rankBins(count);
  return { bins, base: columnsOf(hingeTerms, bins) };
}

export function rankDesign(count: number): RankDesign {
  const design = hingeDesign(count);
  const { bins } = design;
  return { ...design, smooth: columnsOfEach(smoothModels, bins), heavy: columnsOfEach(heavyModels, bins) };
}
