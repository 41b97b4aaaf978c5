import { countSpikes } from "~/core/spectra/noise/countSpikes";
import { fitMarchenkoPastur } from "~/core/spectra/noise/fitMarchenkoPastur";
import { compareTailModels } from "~/core/spectra/tails/compareTailModels";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { type Random, seededRandom } from "~/core/stats/random";
import { paretoSample, spectrumOf } from "~tests/helpers/spectra";
import { type Experiment, seedOf } from "./experiment";
import { noiseLaws } from "./noise";

/** Matrices of noise, in which there is no spike, and tails that follow the power law exactly. */

const shapes = [
  { rows: 48, columns: 48, dataSets: 1000 },
  { rows: 48, columns: 192, dataSets: 1000 },
  { rows: 96, columns: 288, dataSets: 400 },
];

const spikes = shapes.flatMap(({ rows, columns, dataSets }, shape) =>
  Object.entries(noiseLaws).map(([law, draw], part): Experiment => ({
    name: `Marchenko–Pastur, ${law} noise ${rows} × ${columns}`,
    dataSets,
    // The median's edge is what METHODS names, told as it is; the spikes shown are the other's.
    expected: { "a spike": { level: 0.01 }, "a spike by the median's edge": null },
    run: (seed) => {
      const entries = draw(seededRandom(seedOf(30 + 3 * shape + part, seed)), rows * columns);
      const eigenvalues = spectrumOf(entries, rows, columns);
      const kurtosis = excessKurtosis(entries)!;
      const calibrated = countSpikes(eigenvalues, { rows, columns, excessKurtosis: kurtosis });
      const { spikes: byMedian } = fitMarchenkoPastur(eigenvalues, { rows, columns });
      return {
        "a spike": calibrated === null ? null : calibrated.spikes > 0,
        "a spike by the median's edge": byMedian === null ? null : byMedian > 0,
      };
    },
  })),
);

const tails = [2.5, 4].map((alpha): Experiment => ({
  name: `tails, power law α = ${alpha}, 400 values`,
  dataSets: 400,
  expected: {
    "exponential preferred at .05": { atMost: 0.05 },
    "lognormal preferred at .05": { atMostLevel: 0.05 },
    "truncated preferred at .05": { level: 0.05 },
    "another law is the verdict": { atMost: 0.1 },
  },
  run: (seed) => {
    const tail = paretoSample(seedOf(41, Math.round(10 * alpha) + 1000 * seed), alpha, 400);
    const { exponential, lognormal, truncated, verdict } = compareTailModels(tail, tail[0]!);
    return {
      "exponential preferred at .05": exponential!.R < 0 && exponential!.p <= 0.05,
      "lognormal preferred at .05": lognormal!.R < 0 && lognormal!.p <= 0.05,
      "truncated preferred at .05": truncated!.p <= 0.05,
      "another law is the verdict": verdict !== "power law" && verdict !== "inconclusive",
    };
  },
}));

/** Tails to which the power law and the exponential are equally near, which is what Vuong's test calls its null. */
const balanced: Experiment = {
  name: "tails, power law and exponential equally near, 400 values",
  dataSets: 400,
  expected: { "either preferred at .05": { level: 0.05 } },
  run: (seed) => {
    const random = seededRandom(seedOf(43, seed));
    const tail = Float64Array.from({ length: 400 }, () => drawTruncated(random)).sort();
    return { "either preferred at .05": compareTailModels(tail, tail[0]!).exponential!.p <= 0.05 };
  },
};

/** y^−2 e^{−Λy} on y ≥ 1, by rejection from the power law. */
function drawTruncated(random: Random): number {
  for (;;) {
    const y = 1 / random();
    if (random() < Math.exp(-balancedCutOff * (y - 1))) return y;
  }
}

/** Λ at which both fitted laws have the same mean log-likelihood: ln(E y − 1) = ln E t + E t, t = ln y. */
const balancedCutOff = findBalance();

function findBalance(): number {
  let [low, high] = [0.01, 2];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    let [mass, meanT, meanY] = [0, 0, 0];
    for (let t = 0.0005; t < 12; t += 0.001) {
      const y = Math.exp(t);
      const density = Math.exp(-t - middle * y);
      mass += density;
      meanT += t * density;
      meanY += y * density;
    }
    const excess = Math.log(meanY / mass - 1) - Math.log(meanT / mass) - meanT / mass;
    if (excess > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export const spectraNulls: Experiment[] = [...spikes, ...tails, balanced];
