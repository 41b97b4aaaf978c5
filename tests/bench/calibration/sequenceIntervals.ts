import type { BandedInfluence } from "~/core/influence/influenceSums";
import { compareRouting, type RoutingComparison } from "~/core/routing/compareRouting";
import { emptyRoutingSums } from "~/core/routing/routingSums";
import { gini } from "~/core/stats/gini";
import { pearson } from "~/core/stats/pearson";
import { normalsFrom, type Random, randomInteger, seededRandom } from "~/core/stats/random";
import { spearman } from "~/core/stats/spearman";
import { lossByBand } from "~workers/measure/influence/lossByBand";
import { rankAgreement } from "~workers/measure/robustness/rankAgreement";
import { type Experiment, seedOf } from "./experiment";

/** Intervals over sequences: how often they hold the truth. */

/** Heads of known shares, seen with noise. */
const routing = [
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

/** A mean loss known beforehand, of positions that the sequences have more or fewer of, and that they share a part of. */
const losses = [16, 128].map((sequences, part): Experiment => ({
  name: `loss of a band, ${sequences} sequences`,
  dataSets: 2000,
  expected: { covered: { atLeast: 0.85 } },
  run: (seed) => {
    const random = seededRandom(seedOf(110 + part, seed));
    const context = 24;
    const positionBands = Uint8Array.from({ length: sequences * context }, () => (random() < 0.2 ? 1 : 0));
    const truth = 7;
    const ofSequence = lognormal(random, sequences, 0.2);
    const ofPosition = lognormal(random, sequences * context, 0.6);
    const loss = Float64Array.from(
      ofPosition,
      (value, t) => truth * value * ofSequence[Math.floor(t / context)]!,
    );
    const { low, high } = lossByBand({ loss, positionBands, context }, ["common", "rare"], 0)[1]!;
    return { covered: low == null || high == null ? null : low <= truth && truth <= high };
  },
}));

/** Two influences of the same neurons, the second near the first, with noise that they share in part. */
const agreement = [16, 40].map((sequences, part): Experiment => ({
  name: `rank correlation of two ablations, 100 neurons in ${sequences} sequences`,
  dataSets: 600,
  expected: { covered: { atLeast: 0.85 } },
  run: (seed) => {
    const neurons = 100;
    const random = seededRandom(seedOf(115 + part, seed));
    const first = normalsFrom(random, neurons).map(Math.exp);
    const second = normalsFrom(random, neurons).map((z, i) => first[i]! * Math.exp(0.15 * z));
    const shared = normalsFrom(random, sequences * neurons);
    const seen = (of: Float64Array): BandedInfluence => {
      const own = normalsFrom(random, sequences * neurons);
      const sums = own.map((z, at) => of[at % neurons]! * (1 + 0.5 * shared[at]! + 0.2 * z));
      const counts = new Float64Array(sequences).fill(1);
      return { sums: { absolute: sums, signed: sums, counts }, bandNames: ["rare"] };
    };
    const { low, high } = rankAgreement([seen(first), seen(second)], { band: "rare", seed });
    const truth = spearman(first, second)!;
    return { covered: low == null || high == null ? null : low <= truth && truth <= high };
  },
}));

export const sequenceIntervals: Experiment[] = [...routing, ...losses, ...agreement];

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
