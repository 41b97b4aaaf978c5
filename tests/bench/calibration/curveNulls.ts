import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { rareMinusCommon } from "~/core/regimes/rareMinusCommon";
import type { Interval } from "~/core/regimes/regimeFit";
import { deriveSeed, normalsFrom, type Random, seededRandom } from "~/core/stats/random";
import { sampleThreeRegimes, smoothLaws, threeRegimesAt } from "~tests/helpers/rankCurves";
import { type Experiment, seedOf } from "./experiment";
import { studentT3 } from "./noise";

/** Ranked curves with no plateau, and with one that is known. */

const laws: Record<string, (n: number, random: Random) => Float64Array> = {
  ...smoothLaws,
  t3: (n, random) => studentT3(random, n).map(Math.abs),
};

/** p is the largest of those of every law that may be the list's, so where these differ it is careful: said as a miss. */
const rates = {
  "p ≤ .05": { level: 0.05 },
  "p ≤ .01": { level: 0.01 },
  "steady p ≤ .05": { level: 0.05 },
  "steady p ≤ .01": { level: 0.01 },
};

const neurons = 512;
const curves = Object.entries(laws).map(([law, draw], part) => ({
  law,
  run: (seed: number) => {
    const own = seedOf(50 + part, seed);
    const values = draw(neurons, seededRandom(own));
    const fit = fitCalibratedRegimes(values, { seed: own, intervalDraws: 0 });
    if (!fit.measurable) return {};
    return {
      "p ≤ .05": fit.p <= 0.05,
      "p ≤ .01": fit.p <= 0.01,
      "steady p ≤ .05": fit.steadyP! <= 0.05,
      "steady p ≤ .01": fit.steadyP! <= 0.01,
      "a plateau": fit.plateau.present,
    };
  },
}));

/** No plateau may be found where none is, in 2,000 curves. */
const smooth = curves.map(({ law, run }): Experiment => ({
  name: `ranked curve, ${law}, ${neurons} neurons`,
  dataSets: 400,
  expected: { ...rates, "a plateau": { atMost: 0 } },
  run,
}));

/**
 * More of those whose rates 400 could not tell from chance: |t₃|, which none of the laws holds, and lognormal lists.
 */
const more = curves
  .filter(({ law }) => law === "t3" || law === "lognormal")
  .map(({ law, run }): Experiment => ({
    name: `more ranked curves, ${law}, ${neurons} neurons`,
    dataSets: 1600,
    expected: { ...rates, "a plateau": { atMost: 0 } },
    run: (seed) => run(400 + seed),
  }));

/** The power curve: the bar, ≥ 90 %, is held at the size of GPT-2's layers, and missed by smaller ones with much noise. */
const power = [512, 1024, 3072].flatMap((n) =>
  [0, 0.1, 0.2, 0.3].map((noise, part): Experiment => ({
    name: `planted plateau of 50, ${n} neurons, log-noise ${noise}`,
    dataSets: 40,
    expected: { found: { atLeast: 0.9 } },
    run: (seed) => {
      const own = seedOf(60 + part, seed + n);
      const z = normalsFrom(seededRandom(own + 7e8), n);
      const values = sampleThreeRegimes({ n, r1: 50, kappa: 0.6 }, own).map(
        (v, i) => v * Math.exp(noise * z[i]!),
      );
      const fit = fitCalibratedRegimes(values, { seed: own, intervalDraws: 0 });
      return { found: fit.measurable && fit.plateau.present };
    },
  })),
);

const planted = { n: 1024, r1: 50, kappa: 0.6 };
const truth = plantedTruth();

/** What the planted law itself says, by its own definition of each. */
function plantedTruth() {
  let excess = 0;
  let logExcess = 0;
  const atKnot = threeRegimesAt(planted.r1, planted) - Math.log1p(-planted.r1 / (planted.n + 1));
  for (let rank = 1; rank < planted.r1; rank++) {
    const top = threeRegimesAt(rank, planted);
    const law = atKnot - planted.kappa * Math.log(rank / planted.r1) + Math.log1p(-rank / (planted.n + 1));
    excess += (Math.exp(top) - Math.exp(law)) / (planted.r1 - 1);
    logExcess += (law - top) / (planted.r1 - 1);
  }
  return {
    r1: 50,
    r2: (planted.n * planted.kappa) / (planted.kappa + 1),
    b1: -0.05,
    b2: -planted.kappa,
    excess,
    logExcess,
  };
}

const holds = (interval: Interval, value: number) =>
  interval === null ? null : interval[0] <= value && value <= interval[1];

const coverage: Experiment = {
  name: "95 % intervals, planted plateau of 50 in 1,024 neurons",
  dataSets: 200,
  expected: Object.fromEntries(
    Object.keys(truth).map((quantity) => [`${quantity} covered`, { atLeast: 0.85 }]),
  ),
  run: (seed) => {
    const own = seedOf(70, seed);
    const fit = fitCalibratedRegimes(sampleThreeRegimes(planted, own), { seed: own });
    if (!fit.measurable) return {};
    const { r1, r2, b1, b2, plateau } = fit;
    return {
      "r1 covered": holds(r1.interval, truth.r1),
      "r2 covered": holds(r2.interval, truth.r2),
      "b1 covered": holds(b1.interval, truth.b1),
      "b2 covered": holds(b2.interval, truth.b2),
      "excess covered": holds(plateau.excessInterval, truth.excess),
      "logExcess covered": holds(plateau.logExcess?.interval ?? null, truth.logExcess),
    };
  },
};

const differences = { planted: { n: 512, r1: 50, kappa: 0.8 }, smooth: { n: 512, r1: 0, kappa: 0.6 } };
const rareCommon = Object.entries(differences).map(([name, shape], part): Experiment => ({
  name: `rare − common of the same law, ${name}, 512 neurons`,
  dataSets: 400,
  expected: {
    "size excludes 0": { level: 0.05 },
    "exponent excludes 0": { level: 0.05 },
    "excess excludes 0": { level: 0.05 },
    "logExcess excludes 0": { level: 0.05 },
  },
  run: (seed) => {
    const own = seedOf(80 + part, 2 * seed);
    const [rare, common] = [sampleThreeRegimes(shape, own), sampleThreeRegimes(shape, own + 1)];
    const difference = rareMinusCommon({ rare, common, seed: deriveSeed(own, "draws") });
    if (!difference.measurable) return {};
    const excludes = (interval: Interval) => {
      const held = holds(interval, 0);
      return held === null ? null : !held;
    };
    return {
      "size excludes 0": excludes(difference.size.interval),
      "exponent excludes 0": excludes(difference.exponent.interval),
      "excess excludes 0": excludes(difference.excess.interval),
      "logExcess excludes 0": excludes(difference.logExcess!.interval),
    };
  },
}));

export const curveNulls: Experiment[] = [...smooth, ...more, ...power, coverage, ...rareCommon];
