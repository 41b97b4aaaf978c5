import { percentileInterval } from "../regimes/percentileInterval";
import type { Interval } from "../regimes/regimeFit";
import { correlationInterval } from "../stats/correlationInterval";
import { gini } from "../stats/gini";
import { pearson } from "../stats/pearson";
import { type Random, randomInteger, seededRandom } from "../stats/random";
import { shareInterval } from "../stats/shareInterval";
import { spearman } from "../stats/spearman";
import { routingMeans, type RoutingSums } from "./routingSums";

/** How the heads' shares in the group's activity differ between rare and common targets. */
export interface RoutingComparison {
  /** Over heads, of S(rare) against S(common). */
  pearson: Estimate;
  spearman: Estimate;
  /** How unevenly S is spread over heads: 0 evenly, near 1 in one head. */
  giniRare: Estimate;
  giniCommon: Estimate;
  /** Mean over heads of S(rare) − S(common). */
  selectivity: Estimate;
}

export interface Estimate {
  value: number | null;
  interval: Interval;
}

interface Statistic {
  of: (rare: Float64Array, common: Float64Array) => number | null;
  /** Noise weakens correlations and makes shares uneven; of a mean it leaves percentiles as they are. */
  intervalOf: (value: number, draws: readonly number[]) => Interval;
}

const statistics = {
  pearson: { of: pearson, intervalOf: correlationInterval },
  spearman: { of: spearman, intervalOf: correlationInterval },
  giniRare: { of: (rare) => gini(rare), intervalOf: shareInterval },
  giniCommon: { of: (_, common) => gini(common), intervalOf: shareInterval },
  selectivity: {
    of: (rare, common) => rare.reduce((sum, s, head) => sum + (s - common[head]!), 0) / rare.length,
    intervalOf: (_, draws) => percentileInterval(draws),
  },
} satisfies Record<keyof RoutingComparison, Statistic>;

/**
 * METHODS §5 with 95 % intervals from drawing the sequences anew; null where too few of them have positions.
 *
 * @param options.heads how many of the targets, from the first on, are single heads
 * @param options.bands indices of rare and common
 * @returns null where one of the bands has no position
 */
export function compareRouting(
  sums: RoutingSums,
  options: { heads: number; bands: { rare: number; common: number }; seed: number; draws?: number },
): RoutingComparison | null {
  const { heads, bands, seed, draws = 200 } = options;
  const pairOf = (times?: Int32Array) => {
    const [rare, common] = [bands.rare, bands.common].map((band) =>
      routingMeans(sums, { of: "moved", band, ...(times && { times }) }),
    );
    return rare && common ? ([rare.subarray(0, heads), common.subarray(0, heads)] as const) : null;
  };
  const whole = pairOf();
  if (!whole) return null;

  const random = seededRandom(seed);
  const drawn =
    sums.sequences < 2
      ? []
      : Array.from({ length: draws }, () => pairOf(drawSequences(sums.sequences, random)) ?? []).filter(
          (pair) => pair.length === 2,
        );
  const estimate = ({ of, intervalOf }: Statistic): Estimate => {
    const value = of(...whole);
    const draws = drawn.flatMap(([rare, common]) => of(rare, common) ?? []);
    return { value, interval: value === null ? null : intervalOf(value, draws) };
  };
  return {
    pearson: estimate(statistics.pearson),
    spearman: estimate(statistics.spearman),
    giniRare: estimate(statistics.giniRare),
    giniCommon: estimate(statistics.giniCommon),
    selectivity: estimate(statistics.selectivity),
  };
}

/** How often each sequence is in a sample of as many, drawn with replacement. */
function drawSequences(count: number, random: Random): Int32Array {
  const times = new Int32Array(count);
  for (let s = 0; s < count; s++) times[randomInteger(random, count)]!++;
  return times;
}
