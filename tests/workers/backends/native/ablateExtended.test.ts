import { afterAll, describe, expect, test } from "vitest";
import { ablationDistance } from "~tests/helpers/ablationDistance";
import {
  type Extension,
  extendedAblationProblem,
  extendedShapes,
  extensions,
} from "~tests/helpers/extendedAblationProblem";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { roundingOfSums } from "~tests/helpers/float32Error";
import type { AblationShape } from "~tests/helpers/randomAblationProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import { referenceAblate } from "~workers/backends/reference/ablate";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

const usual: AblationShape = {
  ...{ T: 21, m: 35, V: 97, d: 19, norm: "rms", beta: false, bias: true, scale: 0.1 },
};
const shapes = extendedShapes(usual, { T: 20, m: 41, V: 1100, d: 8 });

const problemWith = (shape: AblationShape, wanted: Extension[], cap?: number) =>
  extendedAblationProblem(seed, shape, wanted, cap);

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "ablation behind a cap, a norm or along frequency, %s",
  (_, library) => {
    function expectReference(problem: AblationProblem, rounding?: Float64Array): void {
      const sums = nativeAblate(library, problem);
      const reference = referenceAblate(problem);
      expect(sums.counts).toEqual(reference.counts);
      expect(sums.meanActivation).toEqual(reference.meanActivation);
      const { worst, at } = ablationDistance(sums, reference, rounding);
      expect(worst, `seed ${seed}, ${at}`).toBeLessThanOrEqual(1);
    }

    describe.each(Object.keys(extensions))("with %s", (name) => {
      test.each(Object.keys(shapes))("agrees with the reference for %s", (shape) => {
        const problem = problemWith(shapes[shape]!, extensions[name]!);
        expectReference(problem, roundingOfSums(problem, shapes[shape]!));
      });

      test("is the same, bit for bit, on one thread and on two, and however the tables are cut", () => {
        const problem = problemWith({ ...usual, T: 70 }, extensions[name]!);
        library.startPool(1);
        const alone = nativeAblate(library, problem);
        library.startPool(2);
        expect(nativeAblate(library, problem)).toEqual(alone);
        const budget = { positionBytes: 7 * 20 * 192, neuronBytes: 5 * 4 * 192 };
        expect(nativeAblate(library, problem, { budget })).toEqual(alone);
      });
    });

    test.each([0.05, 1, 30, 1e6])("caps at %f", (cap) => {
      expectReference(problemWith({ ...usual, scale: 0.5 }, ["softCap", "frequency"], cap));
    });

    test("holds where a neuron carries almost all of the residual stream, or of what the MLP puts out", () => {
      for (const rows of ["finalResidual", "mlpOutput"] as const) {
        const problem = problemWith({ ...usual, T: 2, m: 1 }, ["softCap", "postNorm", "frequency"]);
        const carried = rows === "mlpOutput" ? problem.postNorm!.mlpOutput : problem.finalResidual;
        problem.activations.set([-1, 1]);
        for (let j = 0; j < usual.d; j++) problem.wOut[j] = -0.99 * carried[j]!;
        expectReference(problem);
      }
    });

    test("finds nothing along frequency where every token is as frequent", () => {
      const problem = problemWith(usual, []);
      const frequency = { logUnigram: new Float64Array(usual.V).fill(-Math.log(usual.V)) };
      const sums = nativeAblate(library, { ...problem, frequency });
      sums.signed.forEach((value, at) => expect(sums.frequency!.frozenSigned[at]).toBeCloseTo(value, 6));
    });

    test("shows every Δ once, and those are what it adds up", () => {
      const problem = problemWith(usual, ["softCap", "postNorm"]);
      const signed = new Float64Array(usual.m);
      const sums = nativeAblate(library, problem, {
        budget: { positionBytes: 7 * 16 * 192, neuronBytes: 5 * 4 * 192 },
        onEffects: ({ count, i, n, free }) => {
          for (let r = 0; r < count; r++) for (let k = 0; k < n; k++) signed[i + k]! += free[r * n + k]!;
        },
      });
      signed.forEach((value, i) => {
        let expected = 0;
        for (let at = i; at < sums.signed.length; at += usual.m) expected += sums.signed[at]!;
        expect(Math.abs(value - expected)).toBeLessThan(1e-9 * (1 + Math.abs(expected)));
      });
    });

    test("ends between two pieces when it is cancelled", () => {
      let asked = 0;
      const throwIfCancelled = () => {
        if (++asked === 3) throw new Error("enough");
      };
      const problem = problemWith({ ...usual, m: 200 }, ["softCap"]);
      expect(() => nativeAblate(library, problem, { throwIfCancelled })).toThrow("enough");
      expect(asked).toBe(3);
    });

    test("says so when the logits leave float32", () => {
      const problem = problemWith(usual, ["postNorm"]);
      problem.unembedding.fill(3e38);
      expect(() => nativeAblate(library, problem)).toThrow("leave the range of float32");
    });
  },
);
