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

/** What the parts are called, and in which order they are shown. */
const parts = {
  windows: "Gram matrices of windows and whole",
  gram: "Gram matrices of shuffled entries",
  eigenvalues: "eigenvalues",
  shuffle: "shuffles",
  fits: "fits and kurtosis",
};

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
    const spent = { windows: nothing(), gram: nothing(), eigenvalues: nothing(), shuffle: nothing() };
    for (const [index, [rows, columns]] of shapes.entries()) {
      const weights = Float32Array.from(normalsFrom(seededRandom(index), rows * columns));
      spentOn(all, () =>
        measureSpectrum(weights, {
          ...{ ...linear, rows, columns, seed: 1 },
          windowGramsInto: (...windows) => spentOn(spent.windows, () => linear.windowGramsInto(...windows)),
          gramOf: (...matrix) => spentOn(spent.gram, () => linear.gramOf(...matrix)),
          eigenvaluesOfEach: (...each) => spentOn(spent.eigenvalues, () => linear.eigenvaluesOfEach(...each)),
          shuffledOf: (...entries) => spentOn(spent.shuffle, () => linear.shuffledOf(...entries)),
        }),
      );
    }
    const timed = Object.values(spent);
    const rest = (of: keyof Spent) => timed.reduce((left, part) => left - part[of], all[of]);
    const fits: Spent = { wall: rest("wall"), cpu: rest("cpu") };
    const common = { unit: "s", backend, sizes: `${shapes.length} matrices`, bar: null };
    records.push(
      {
        ...common,
        name: "spectra of a GPT-2 small",
        value: all.wall,
        bar: threads === 2 ? { atMost: 6 } : null,
      },
      { ...common, name: "the same", value: all.cpu, unit: "CPU-s" },
      ...Object.entries({ ...spent, fits }).flatMap(([part, { wall, cpu }]) => {
        const name = `· ${parts[part as keyof typeof parts]}`;
        return [
          { ...common, name, value: wall },
          { ...common, name, value: cpu, unit: "CPU-s" },
        ];
      }),
    );
  }
  return records;
};
