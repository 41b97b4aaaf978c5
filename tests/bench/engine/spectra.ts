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

/** Gram matrices, eigenvalues, shuffled and windowed baselines and all fits of a whole model's matrices. */
export const bench: Bench = async () => {
  await buildKernels();
  const records = [];
  for (const threads of [1, 2]) {
    const { kernels, description: backend } = await openBackend({ threads });
    const linear = linearKernels(kernels);
    const spent = { gram: 0, eigenvalues: 0, windows: 0, shuffle: 0, all: 0 };
    const timed = <Result>(what: keyof typeof spent, work: () => Result): Result => {
      const started = performance.now();
      const result = work();
      spent[what] += (performance.now() - started) / 1000;
      return result;
    };
    for (const [index, [rows, columns]] of shapes.entries()) {
      const weights = Float32Array.from(normalsFrom(seededRandom(index), rows * columns));
      timed("all", () =>
        measureSpectrum(weights, {
          ...{ rows, columns, seed: 1 },
          gramOf: (...matrix) => timed("gram", () => linear.gramOf(...matrix)),
          eigenvaluesOfEach: (...both) => timed("eigenvalues", () => linear.eigenvaluesOfEach(...both)),
          windowGramsInto: (...windows) => timed("windows", () => linear.windowGramsInto(...windows)),
          shuffledOf: (...entries) => timed("shuffle", () => linear.shuffledOf(...entries)),
        }),
      );
    }
    const common = { unit: "s", backend, sizes: `${shapes.length} matrices` };
    records.push(
      {
        ...common,
        name: "spectra of a GPT-2 small",
        value: spent.all,
        bar: threads === 2 ? { atMost: 6 } : null,
      },
      { ...common, name: "· Gram matrices", value: spent.gram, bar: null },
      { ...common, name: "· eigenvalues", value: spent.eigenvalues, bar: null },
      { ...common, name: "· windows of FARMS", value: spent.windows, bar: null },
      {
        ...common,
        name: "· shuffles",
        value: spent.shuffle,
        bar: null,
      },
      {
        ...common,
        name: "· fits",
        value: spent.all - spent.gram - spent.eigenvalues - spent.windows - spent.shuffle,
        bar: null,
      },
    );
  }
  return records;
};
