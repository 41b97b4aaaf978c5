import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { float32Error } from "~tests/helpers/float32Error";
import { onePairEach } from "~tests/helpers/onePairEach";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import { referenceAblate } from "~workers/backends/reference/ablate";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

const keys = ["absolute", "signed", "frozenAbsolute", "frozenSigned"] as const;
const usual: AblationShape = {
  ...{ T: 19, m: 37, V: 131, d: 12, norm: "layer", beta: true, bias: true, scale: 0.02 },
};

const scaled = (values: Float32Array, by: number) => values.map((value) => value * by);

/** Problems made to break a bound: what is changed, by name. */
const adversaries: Record<string, (problem: AblationProblem, V: number, d: number) => AblationProblem> = {
  "nothing special": (problem) => problem,
  "larger shifts": (problem) => ({ ...problem, wOut: scaled(problem.wOut, 10) }),
  "shifts of a nat and more": (problem) => ({ ...problem, wOut: scaled(problem.wOut, 100) }),
  "activations far from their mean": (problem) => ({
    ...problem,
    activations: problem.activations.map((value, at) => (at % 17 === 0 ? 300 * value : value)),
  }),
  "one token that every neuron writes to": (problem, _, d) => ({
    ...problem,
    unembedding: problem.unembedding.map((value, at) => (at < d ? 40 * value : value)),
  }),
  "one token with nearly all probability": (problem, V) => ({
    ...problem,
    unembeddingBias: Float32Array.from({ length: V }, (_, v) => (v === 3 ? 25 : 0)),
  }),
  "tails of tiny probability": (problem, V) => ({
    ...problem,
    unembeddingBias: Float32Array.from({ length: V }, (_, v) => -0.6 * v),
  }),
  "a softmax that has collapsed": (problem) => ({
    ...problem,
    unembedding: scaled(problem.unembedding, 30),
    wOut: scaled(problem.wOut, 0.1),
  }),
  "tokens that are all the same to a neuron": (problem, V, d) => ({
    ...problem,
    unembedding: Float32Array.from({ length: V * d }, (_, at) => problem.unembedding[at % d]!),
  }),
  "a neuron that carries the residual stream": (problem, _, d) => ({
    ...problem,
    wOut: problem.wOut.map((value, at) => (at < d ? -problem.finalResidual[at]! : value)),
  }),
};

const shapes: Record<string, AblationShape> = {
  "odd sizes": usual,
  "an RMS norm": { ...usual, norm: "rms", beta: false, bias: false },
  "one token": { ...usual, V: 1 },
  "two tokens": { ...usual, V: 2 },
  "one position, one neuron": { ...usual, T: 1, m: 1 },
  "more than one run of tokens": { ...usual, T: 8, m: 9, V: 1400 },
};

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "certified ablation, %s",
  (_, library) => {
    describe.each(Object.keys(shapes))("of %s", (shape) => {
      test.each(Object.keys(adversaries))("keeps every pair within its tolerance of float64: %s", (name) => {
        const sizes = shapes[shape]!;
        const random = randomAblationProblem(seededRandom(seed), sizes);
        const problem = onePairEach(adversaries[name]!(random, sizes.V, sizes.d));
        const expected = referenceAblate(problem);
        const rounding = float32Error(problem);
        for (const tolerance of [1e-6, 1e-4]) {
          const sums = nativeAblate(library, problem, { tolerance });
          for (const key of ["signed", "frozenSigned"] as const)
            sums[key].forEach((delta, at) => {
              // What is not certified is exact, which in float32 holds to 1e-4 of its value, or what it rounds.
              const allowed = Math.max(tolerance, 1e-4 * Math.abs(expected[key][at]!), rounding[at]!);
              const off = Math.abs(delta - expected[key][at]!);
              if (!(off <= allowed))
                expect.fail(`seed ${seed}: ${key}[${at}] is ${delta}, reference ${expected[key][at]}`);
            });
        }
      });
    });

    test("certifies most of what shifts little, nothing of what shifts much, and says so", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      const share = (by: number) =>
        nativeAblate(library, { ...problem, wOut: scaled(problem.wOut, by) }, { tolerance: 1e-6 })
          .certifiedShare!;
      expect(share(0.05)).toBe(1);
      expect(share(1)).toBeGreaterThan(0);
      expect(share(1)).toBeLessThan(1);
      expect(share(1000)).toBeLessThan(0.05);
      expect(nativeAblate(library, problem).certifiedShare).toBeNull();
    });

    test("is the same, bit for bit, on one thread and on two, and however the tables are cut", () => {
      const problem = randomAblationProblem(seededRandom(seed), { ...usual, T: 300, m: 70 });
      library.startPool(1);
      const alone = nativeAblate(library, problem, { tolerance: 1e-6 });
      library.startPool(2);
      expect(nativeAblate(library, problem, { tolerance: 1e-6 })).toEqual(alone);
      // Rows of 192 numbers: of positions 8, 4 and 12 at a time, of neurons 5, 1 and 13, which no vector has.
      for (const [positions, neurons] of [
        [8, 5],
        [7, 1],
        [14, 13],
      ] as const) {
        const budget = { positionBytes: positions * 12 * 192, neuronBytes: neurons * 8 * 192 };
        const cut = nativeAblate(library, problem, { tolerance: 1e-6, budget });
        for (const key of keys) expect(cut[key]).toEqual(alone[key]);
        expect(cut.certifiedShare).toBe(alone.certifiedShare);
      }
    });

    test.each([0, -1e-6, NaN, 2])("refuses a tolerance of %f", (tolerance) => {
      const problem = randomAblationProblem(seededRandom(seed), { ...usual, T: 2, m: 2 });
      expect(() => nativeAblate(library, problem, { tolerance })).toThrow(`tolerance is ${tolerance}`);
    });

    test.each([null, 1e-6])("ends between two pieces when it is cancelled, tolerance %f", (tolerance) => {
      const problem = randomAblationProblem(seededRandom(seed), { ...usual, m: 200 });
      let asked = 0;
      const throwIfCancelled = () => {
        if (++asked === 3) throw new Error("enough");
      };
      expect(() => nativeAblate(library, problem, { tolerance, throwIfCancelled })).toThrow("enough");
      expect(asked).toBe(3);
    });
  },
);
