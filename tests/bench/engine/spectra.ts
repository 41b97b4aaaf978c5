import { measureSpectrum } from "~/core/spectra/measureSpectrum";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { openBackend } from "~workers/backends/openBackend";
import { linearKernels } from "~workers/measure/linearKernels";
import { buildKernels } from "~workers/kernels/build.mjs";
import type { Bench } from "../record";

const layers = 12;
/** The weight matrices of a GPT-2 small: 50 of them. */
const shapes: [rows: number, columns: number][] = [
  [50_257, 768],
  [1024, 768],
  ...Array.from({ length: layers }, (): [number, number][] => [
    [768, 2304],
    [768, 768],
    [768, 3072],
    [3072, 768],
  ]).flat(),
];

interface Spent {
  wall: number;
  /** Of all threads. */
  cpu: number;
}

function spentOn<Result>(total: Spent, work: () => Result): Result {
  const started = performance.now();
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  total.wall += (performance.now() - started) / 1000;
  total.cpu += (user + system) / 1e6;
  return result;
}

/** Gram matrices, eigenvalues, shuffled and windowed baselines and all fits of a whole model's matrices. */
export const bench: Bench = async () => {
  await buildKernels();
  const records = [];
  for (const threads of [1, 2]) {
    const { kernels, description: backend } = await openBackend({ threads });
    const linear = linearKernels(kernels);
    const nothing = (): Spent => ({ wall: 0, cpu: 0 });
    const all = nothing();
    const decompositions = nothing();
    const kurtosis = nothing();
    for (const [index, [rows, columns]] of shapes.entries()) {
      const weights = Float32Array.from(normalsFrom(seededRandom(index), rows * columns));
      spentOn(all, () =>
        measureSpectrum(weights, {
          ...{ rows, columns, seed: 1 },
          matrixSpectraOf: (...matrix) => spentOn(decompositions, () => linear.matrixSpectraOf(...matrix)),
          excessKurtosisOf: (...entries) => spentOn(kurtosis, () => linear.excessKurtosisOf(...entries)),
        }),
      );
    }
    const rest = (of: keyof Spent) => all[of] - decompositions[of] - kurtosis[of];
    const fits: Spent = { wall: rest("wall"), cpu: rest("cpu") };
    const parts = { "products, shuffles, eigenvalues": decompositions, kurtosis, fits };
    const common = { unit: "s", backend, sizes: `${shapes.length} matrices`, bar: null };
    records.push(
      {
        ...common,
        name: "spectra of a GPT-2 small",
        value: all.wall,
        bar: threads === 2 ? { atMost: 6 } : null,
      },
      { ...common, name: "the same", value: all.cpu, unit: "CPU-s" },
      ...Object.entries(parts).flatMap(([part, { wall, cpu }]) => [
        { ...common, name: `· ${part}`, value: wall },
        { ...common, name: `· ${part}`, value: cpu, unit: "CPU-s" },
      ]),
    );
  }
  return records;
};
