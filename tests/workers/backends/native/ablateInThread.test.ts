import { expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { extendedAblationProblem } from "~tests/helpers/extendedAblationProblem";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import { ablateInThread, isForThread } from "~workers/backends/native/ablateInThread";
import { nativeVariants } from "~workers/backends/native/loadNativeKernels";
import type { AblationEffects, AblationOptions } from "~workers/backends/numericKernels";

const [library] = await nativeKernelLibraries();
const variant = nativeVariants.find((name) => name === library?.variant);
const seed = Date.now() % 2 ** 31;
const usual: AblationShape = {
  ...{ T: 70, m: 35, V: 97, d: 19, norm: "layer", beta: true, bias: true, scale: 0.1 },
};

test.skipIf(!library || !variant)(
  "gives what the caller's own thread gives, every bit and every Δ",
  async () => {
    const ablate = ablateInThread(variant!);
    const plain = randomAblationProblem(seededRandom(seed), usual);
    const extended = extendedAblationProblem(seed, { ...usual, norm: "rms" }, ["postNorm", "frequency"]);
    const inPlace = (problem: AblationProblem, tolerance: number | null) => {
      const effects: AblationEffects[] = [];
      const onEffects = ({ free, ...at }: AblationEffects) =>
        effects.push({ ...at, free: free.slice(0, at.count * at.n) });
      return { effects, options: { tolerance, onEffects }, problem };
    };
    for (const [problem, tolerance] of [
      [plain, null],
      [plain, 1e-6],
      [extended, null],
    ] as const) {
      const [here, there] = [inPlace(problem, tolerance), inPlace(problem, tolerance)];
      const sums = nativeAblate(library!, problem, here.options);
      expect(await ablate(problem, there.options), `seed ${seed}`).toEqual(sums);
      expect(deltasOf(there.effects, usual)).toEqual(deltasOf(here.effects, usual));
    }
  },
);

test.skipIf(!variant)("effects come whole where few of them have room, or not one block", async () => {
  const shape = { ...usual, T: 1000, V: 40 };
  const problem = randomAblationProblem(seededRandom(seed), shape);
  const deltas = async (ablate: (problem: AblationProblem, options: AblationOptions) => unknown) => {
    const blocks: AblationEffects[] = [];
    const onEffects = ({ free, ...at }: AblationEffects) =>
      blocks.push({ ...at, free: free.slice(0, at.count * at.n) });
    await ablate(problem, { onEffects });
    return deltasOf(blocks, shape);
  };
  const here = await deltas((...given) => nativeAblate(library!, ...given));
  for (const ring of [16, 256 * 35, 256 * 35 + 100, 3 * 256 * 35])
    expect(await deltas(ablateInThread(variant!, ring)), `seed ${seed}, room for ${ring}`).toEqual(here);
});

test.skipIf(!variant)("ablations that are asked for at once all come, each with its own answer", async () => {
  const ablate = ablateInThread(variant!);
  const problems = [1, 2, 3].map((m) => randomAblationProblem(seededRandom(seed), { ...usual, m }));
  const all = await Promise.all(problems.map((problem) => ablate(problem)));
  expect(all.map(({ meanActivation }) => meanActivation.length)).toEqual([1, 2, 3]);
});

test.skipIf(!variant)("an error comes back by its code, and the thread goes on", async () => {
  const ablate = ablateInThread(variant!);
  const problem = randomAblationProblem(seededRandom(seed), usual);
  const broken = { ...problem, activations: problem.activations.map(() => NaN) };
  await expect(ablate(broken)).rejects.toMatchObject({
    code: "invalid_argument",
    message: expect.stringContaining("activations[0] is NaN") as string,
  });
  expect((await ablate(problem)).meanActivation).toHaveLength(usual.m);
});

test.skipIf(!variant)(
  "stops in the middle, with what the caller threw, and the next one is done",
  async () => {
    const ablate = ablateInThread(variant!);
    const long = randomAblationProblem(seededRandom(seed), { ...usual, T: 2000, m: 2000, V: 2000 });
    let looks = 0;
    const throwIfCancelled = () => {
      looks++;
      throw new Error("no longer wanted");
    };
    const stopped = ablate(long, { throwIfCancelled });
    await expect(stopped).rejects.toThrow("no longer wanted");
    expect(looks).toBeGreaterThan(0);
    const short = randomAblationProblem(seededRandom(seed), usual);
    expect((await ablate(short)).meanActivation).toHaveLength(usual.m);
  },
);

test("is for problems that take long, but not for those that are too large to copy", () => {
  const problem = randomAblationProblem(seededRandom(seed), usual);
  const rows = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length));
  const sized = (activations: number, unembedding: number): AblationProblem => ({
    ...problem,
    gamma: rows(128),
    activations: rows(activations),
    unembedding: rows(unembedding),
  });
  expect(isForThread(problem)).toBe(false);
  expect(isForThread(sized(2 ** 21, 128 * 4096))).toBe(true);
  expect(isForThread(sized(2 ** 12, 2 ** 26))).toBe(false);
});

/** [T, m] */
function deltasOf(blocks: AblationEffects[], { T, m }: AblationShape): Float64Array {
  const deltas = new Float64Array(T * m).fill(NaN);
  for (const { t, count, i, n, free } of blocks) {
    for (let row = 0; row < count; row++)
      for (let k = 0; k < n; k++) deltas[(t + row) * m + i + k] = free[row * n + k]!;
  }
  return deltas;
}
