import { compareRouting, type RoutingComparison } from "~/core/routing/compareRouting";
import { emptyRoutingSums } from "~/core/routing/routingSums";
import { gini } from "~/core/stats/gini";
import { pearson } from "~/core/stats/pearson";
import { normalsFrom, type Random, randomInteger, seededRandom } from "~/core/stats/random";
import { spearman } from "~/core/stats/spearman";
import { type Experiment, seedOf } from "./experiment";

/** Heads of known shares, seen in sequences with noise: how often the intervals over sequences hold the truth. */
export const sequenceIntervals: Experiment[] = [
  { heads: 16, sequences: 16 },
  { heads: 16, sequences: 64 },
  { heads: 144, sequences: 32 },
].map(({ heads, sequences }, part): Experiment => {
  const expected = { atLeast: 0.85 };
  return {
    name: `routing intervals, ${heads} heads in ${sequences} sequences`,
    dataSets: 1000,
    expected: {
      "Pearson's covers": expected,
      "Spearman's covers": expected,
      "Gini's of rare covers": expected,
      "Gini's of common covers": expected,
      "selectivity's covers": expected,
    },
    run: (seed) => {
      const random = seededRandom(seedOf(100 + part, seed));
      const rare = lognormal(random, heads, 0.5);
      const common = lognormal(random, heads, 0.4).map((value, head) => value * Math.sqrt(rare[head]!));
      const found = compareRouting(sumsOf({ rare, common, sequences, random }), {
        ...{ heads, seed, bands: { rare: 1, common: 0 } },
      });
      const covers = (of: keyof RoutingComparison, truth: number | null) => {
        const interval = found?.[of].interval;
        return interval && truth !== null ? interval[0] <= truth && truth <= interval[1] : null;
      };
      const selectivity = rare.reduce((sum, value, head) => sum + value - common[head]!, 0) / heads;
      return {
        "Pearson's covers": covers("pearson", pearson(rare, common)),
        "Spearman's covers": covers("spearman", spearman(rare, common)),
        "Gini's of rare covers": covers("giniRare", gini(rare)),
        "Gini's of common covers": covers("giniCommon", gini(common)),
        "selectivity's covers": covers("selectivity", selectivity),
      };
    },
  };
});

interface Planted {
  rare: Float64Array;
  common: Float64Array;
  sequences: number;
  random: Random;
}

/** Each sequence has 1 to 12 positions of either band, a factor that all heads share, and noise of each head's own. */
function sumsOf({ rare, common, sequences, random }: Planted) {
  const sums = emptyRoutingSums(rare.length, 2, sequences);
  [common, rare].forEach((shares, band) => {
    const factors = lognormal(random, sequences, 0.3);
    for (let s = 0; s < sequences; s++) {
      const count = 1 + randomInteger(random, 12);
      sums.counts[band * sequences + s] = count;
      const noise = lognormal(random, shares.length, 0.6 / Math.sqrt(count));
      shares.forEach((share, head) => {
        sums.moved[(head * 2 + band) * sequences + s] = count * share * factors[s]! * noise[head]!;
      });
    }
  });
  return sums;
}

/** Of mean 1. */
const lognormal = (random: Random, count: number, spread: number) =>
  normalsFrom(random, count).map((z) => Math.exp(spread * z - (spread * spread) / 2));
