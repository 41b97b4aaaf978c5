import { bandOfTargets } from "~/core/bands/bandOfTargets";
import { halfBands } from "~/core/bands/halfBands";
import { summarizeInfluence } from "~/core/influence/summarizeInfluence";
import { topNeurons } from "~/core/influence/topNeurons";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { normalsFrom, type Random, seededRandom } from "~/core/stats/random";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { check, type Check } from "./check";

const plantedCount = 12;
const [sequences, context, neurons, width, vocabulary] = [16, 64, 512, 64, 256];

/**
 * A toy network in which 12 neurons write to all rare tokens at once, through the backend's ablation and the calibrated
 * fit: these neurons must be found, as a plateau for rare targets. In one without them nobody must be accused.
 */
export async function checkPlantedNeurons({ kernels }: ComputeBackend): Promise<Check[]> {
  const influenceOn = async (planted: number) => {
    const toy = toyNetwork(planted);
    const bandNames = toy.bandNames;
    const summary = summarizeInfluence({ sums: await kernels.ablate(toy.problem), bandNames });
    return { toy, rare: summary.rare!.absolute.mean };
  };
  const regimesOf = (rare: Float64Array) => fitCalibratedRegimes(rare, { seed: 1, intervalDraws: 0 });

  const { toy, rare } = await influenceOn(plantedCount);
  const leaders = new Set(topNeurons(rare, plantedCount));
  const fit = regimesOf(rare);
  const other = regimesOf((await influenceOn(0)).rare);
  const plateaus = (found: typeof fit) => (found.measurable && found.plateau.present ? 1 : 0);
  return [
    check(
      `of ${plantedCount} planted rare-token neurons, found among as many leaders`,
      toy.planted.filter((neuron) => leaders.has(neuron)).length,
      { expected: plantedCount, tolerance: 0 },
    ),
    check("plateaus for rare targets in that network", plateaus(fit), { expected: 1, tolerance: 0 }),
    // Bins are 16 to a decade: a knot is known to about a bin on either side.
    check("neurons in that plateau", fit.measurable ? (fit.plateau.size ?? 0) : 0, {
      expected: plantedCount,
      tolerance: 3,
    }),
    check("plateaus in the same network without them", plateaus(other), { expected: 0, tolerance: 0 }),
  ];
}

/**
 * Final residuals and activations are noise; output weights point anywhere, with norms that follow a power law, so that
 * the ranked curve has no kink but the planted one.
 */
function toyNetwork(planted: number): { problem: AblationProblem; planted: number[]; bandNames: string[] } {
  const random = seededRandom(12);
  const T = sequences * context;
  const counts = Float64Array.from({ length: vocabulary }, (_, v) => Math.round(1e6 / (v + 1)));
  const bands = halfBands(counts);
  const targets = Int32Array.from({ length: T }, () => Math.floor(vocabulary * random() ** 2));
  const unembedding = floats(random, vocabulary * width, 1 / Math.sqrt(width));
  const wOut = floats(random, neurons * width, 1);
  for (let i = 0; i < neurons; i++) {
    const size = (0.3 * (1 + i) ** -0.7) / Math.sqrt(width);
    for (let j = 0; j < width; j++) wOut[i * width + j]! *= size;
  }
  // Scattered over the layer, so that nothing depends on where they are stored.
  const chosen = Array.from({ length: planted }, (_, k) => 20 + 37 * k);
  const direction = rareDirection(unembedding, bands.band);
  for (const neuron of chosen) {
    for (let j = 0; j < width; j++) wOut[neuron * width + j] = direction[j]!;
  }
  const problem: AblationProblem = {
    norm: "layer",
    epsilon: 1e-5,
    finalResidual: floats(random, T * width, 1),
    activations: floats(random, T * neurons, 1),
    wOut,
    gamma: new Float32Array(width).fill(1),
    beta: null,
    unembedding,
    unembeddingBias: null,
    postNorm: null,
    softCap: null,
    frequency: null,
    targets,
    bands: bandOfTargets(bands, targets),
    bandCount: bands.names.length,
    sequences: Int32Array.from(targets, (_, t) => Math.floor(t / context)),
    sequenceCount: sequences,
  };
  return { problem, planted: chosen, bandNames: [...bands.names] };
}

/** The mean unembedding of rare tokens less that of common ones, of length ½. */
function rareDirection(unembedding: Float32Array, band: Uint8Array): Float64Array {
  const direction = new Float64Array(width);
  band.forEach((isRare, v) => {
    for (let j = 0; j < width; j++) direction[j]! += (isRare ? 1 : -1) * unembedding[v * width + j]!;
  });
  const length = Math.hypot(...direction);
  return direction.map((value) => value / (2 * length));
}

const floats = (random: Random, count: number, sd: number) =>
  Float32Array.from(normalsFrom(random, count), (z) => sd * z);
