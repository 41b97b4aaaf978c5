import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { roundingOfSums } from "~tests/helpers/float32Error";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import type { AblationProblem, AblationSums } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import { referenceAblate } from "~workers/backends/reference/ablate";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

const keys = ["absolute", "signed", "frozenAbsolute", "frozenSigned"] as const;

interface Tolerance {
  nats: number;
  share: number;
  /** Of each sum, on top. */
  rounding?: Float64Array | undefined;
}

/** Sums over `positions` of what each holds to 1e-6 nats or 1e-4 of its value. */
function expectSums(
  actual: AblationSums,
  expected: AblationSums,
  { nats, share, rounding }: Tolerance = { nats: 1e-6, share: 1e-4 },
): void {
  const { m, cells } = { m: expected.meanActivation.length, cells: expected.counts.length };
  expect(actual.counts).toEqual(expected.counts);
  expect(actual.meanActivation).toEqual(expected.meanActivation);
  expectNear(actual.loss, expected.loss, () => ({ nats, share }), "loss");
  for (const key of keys) {
    expect(actual[key]).toHaveLength(cells * m);
    const scaled = (at: number) => ({
      nats: nats * expected.counts[Math.floor(at / m)]!,
      ...{ share, rounding: rounding?.[at] ?? 0 },
    });
    // What cancels in a signed sum is held by the size of its terms.
    const sizes =
      key === "signed" ? expected.absolute : key === "frozenSigned" ? expected.frozenAbsolute : expected[key];
    expectNear(actual[key], expected[key], scaled, key, sizes);
  }
}

function expectNear(
  actual: Float64Array,
  expected: Float64Array,
  tolerance: (at: number) => { nats: number; share: number; rounding?: number },
  what: string,
  sizes = expected,
): void {
  actual.forEach((value, at) => {
    const { nats, share, rounding = 0 } = tolerance(at);
    const allowed = Math.max(nats, share * Math.abs(sizes[at]!)) + rounding;
    const off = Math.abs(value - expected[at]!);
    if (!(off <= allowed)) expect.fail(`seed ${seed}: ${what}[${at}] is ${value}, reference ${expected[at]}`);
  });
}

const usual: AblationShape = {
  T: 21,
  m: 35,
  V: 97,
  d: 19,
  norm: "layer",
  beta: true,
  bias: true,
  scale: 0.1,
};
const shapes: Record<string, AblationShape> = {
  "odd sizes": usual,
  "an RMS norm without shift or bias": { ...usual, norm: "rms", beta: false, bias: false },
  "one position": { ...usual, T: 1 },
  "one neuron": { ...usual, m: 1 },
  "one token, which is certain": { ...usual, V: 1 },
  "one dimension": { ...usual, d: 1, norm: "rms" },
  "more than one tile of everything": { ...usual, T: 70, m: 41, V: 1100, d: 8 },
  "shifts of thousandths of a nat": { ...usual, scale: 1e-3 },
  "shifts of a nat": { ...usual, scale: 0.5 },
  "shifts of several nats": { ...usual, scale: 2 },
  "shifts beyond float32's exponentials": { ...usual, scale: 60 },
};

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "ablation, %s",
  (_, library) => {
    test.each(Object.keys(shapes))("agrees with the reference for %s", (name) => {
      const problem = randomAblationProblem(seededRandom(seed), shapes[name]!);
      const rounding = roundingOfSums(problem, shapes[name]!);
      expectSums(nativeAblate(library, problem), referenceAblate(problem), {
        nats: 1e-6,
        share: 1e-4,
        rounding,
      });
    });

    test("holds where a neuron carries almost all of the residual stream", () => {
      const problem = randomAblationProblem(seededRandom(seed), { ...usual, T: 2, m: 1 });
      // c = 1 at the first position, where x + w is a hundredth of x.
      problem.activations.set([-1, 1]);
      for (let j = 0; j < usual.d; j++) problem.wOut[j] = -0.99 * problem.finalResidual[j]!;
      expectSums(nativeAblate(library, problem), referenceAblate(problem));
    });

    test("holds for extreme, subnormal and negative zero inputs", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      problem.wOut.fill(1e-42, 0, usual.d);
      problem.wOut.fill(-0, usual.d, 2 * usual.d);
      problem.activations.fill(-0, 0, usual.m);
      problem.unembedding.fill(1e-40, 0, usual.d);
      problem.unembeddingBias!.fill(-90, 0, 5);
      for (let j = 0; j < usual.d; j++) problem.finalResidual[j]! *= 1e6;
      expectSums(nativeAblate(library, problem), referenceAblate(problem));
    });

    test("is the same, bit for bit, on one thread and on two", () => {
      const problem = randomAblationProblem(seededRandom(seed), shapes["more than one tile of everything"]!);
      library.startPool(1);
      const alone = nativeAblate(library, problem);
      library.startPool(2);
      expect(nativeAblate(library, problem)).toEqual(alone);
    });

    test("is the same, bit for bit, however the tables are cut", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      const whole = nativeAblate(library, problem);
      // Rows of 192 numbers: 8 and 4 positions, 5 and 3 neurons at a time.
      for (const [positions, neurons] of [
        [8, 5],
        [7, 3],
      ] as const) {
        const budget = { positionBytes: positions * 16 * 192, neuronBytes: neurons * 4 * 192 };
        expect(nativeAblate(library, problem, { budget })).toEqual(whole);
      }
    });

    test("finds no effect of a neuron without output, nor of one that never changes", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      const { m, d } = usual;
      problem.wOut.fill(0, 0, d);
      for (let t = 0; t < usual.T; t++) problem.activations[t * m + 1] = 0.75;
      const sums = nativeAblate(library, problem);
      for (const key of keys)
        for (let at = 0; at < sums[key].length; at++)
          if (at % m < 2) expect(Math.abs(sums[key][at]!)).toBe(0);
    });

    test("follows the order of the neurons", () => {
      const { m, d } = usual;
      const problem = randomAblationProblem(seededRandom(seed), usual);
      const other = (i: number) => (i * 8 + 3) % m;
      const permuted = {
        ...problem,
        wOut: problem.wOut.map((_, at) => problem.wOut[other(Math.floor(at / d)) * d + (at % d)]!),
        activations: problem.activations.map(
          (_, at) => problem.activations[Math.floor(at / m) * m + other(at % m)]!,
        ),
      };
      const sums = nativeAblate(library, problem);
      const moved = nativeAblate(library, permuted);
      for (const key of keys) {
        const expected = sums[key].map((_, at) => sums[key][Math.floor(at / m) * m + other(at % m)]!);
        expectNear(moved[key], expected, () => ({ nats: 1e-7, share: 1e-6 }), key);
      }
    });

    test("doubles its sums when every position comes twice", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      const once = nativeAblate(library, problem);
      const twice = nativeAblate(library, twiceEvery(problem));
      expectNear(
        twice.counts,
        once.counts.map((n) => 2 * n),
        () => ({ nats: 0, share: 0 }),
        "counts",
      );
      for (const key of keys)
        expectNear(
          twice[key],
          once[key].map((sum) => 2 * sum),
          () => ({ nats: 1e-6, share: 1e-6 }),
          key,
        );
    });

    test.each([
      ["exact", null],
      ["certified", 1e-6],
    ] as const)(
      "several ablations of the same neurons are what each is alone, bit for bit: %s",
      (_, tolerance) => {
        const { T, m } = usual;
        const problem = randomAblationProblem(seededRandom(seed), { ...usual, m: 3 * m });
        const sets = { ...problem, sets: 3, wOut: problem.wOut.slice(0, m * usual.d) };
        // Rows of 192 numbers: all neurons at once, and 7 at a time.
        for (const neurons of [m, 7]) {
          const budget = { positionBytes: 2 ** 20, neuronBytes: neurons * 4 * 192 };
          const together = nativeAblate(library, sets, { tolerance, budget });
          const columns = Array.from({ length: 3 }, (_, set) => {
            const activations = new Float32Array(T * m);
            for (let t = 0; t < T; t++)
              activations.set(problem.activations.subarray((3 * t + set) * m, (3 * t + set + 1) * m), t * m);
            return nativeAblate(library, { ...sets, sets: 1, activations }, { tolerance });
          });
          for (const key of keys)
            for (let at = 0; at < together[key].length; at += 3 * m)
              columns.forEach((alone, set) =>
                expect(together[key].subarray(at + set * m, at + (set + 1) * m)).toEqual(
                  alone[key].subarray(at / 3, at / 3 + m),
                ),
              );
          expectSums(nativeAblate(library, sets), referenceAblate(sets));
        }
      },
    );

    test("adds up over sequences and bands", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      const split = nativeAblate(library, problem);
      const whole = nativeAblate(library, {
        ...problem,
        ...{
          bands: new Uint8Array(usual.T),
          bandCount: 1,
          sequences: new Int32Array(usual.T),
          sequenceCount: 1,
        },
      });
      const added = whole.signed.map((_, i) => {
        let sum = 0;
        for (let at = i; at < split.signed.length; at += usual.m) sum += split.signed[at]!;
        return sum;
      });
      expectNear(added, whole.signed, () => ({ nats: 1e-12, share: 1e-12 }), "signed");
    });

    test.each([
      ["finalResidual", NaN],
      ["activations", Infinity],
      ["unembedding", -Infinity],
      ["gamma", NaN],
    ] as const)("refuses %s with a %f, naming it", (name, value) => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      problem[name][3] = value;
      expect(() => nativeAblate(library, problem)).toThrow(`${name}[3] is ${value}; it must be finite`);
    });

    test("refuses parts that do not fit each other", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      expect(() => nativeAblate(library, { ...problem, activations: new Float32Array(5) })).toThrow(
        "activations has 5 values; T·m = 735 were expected",
      );
      expect(() => nativeAblate(library, { ...problem, sets: 0 })).toThrow(
        "sets is 0; it must be a positive integer",
      );
      const targets = problem.targets.with(2, 97);
      expect(() => nativeAblate(library, { ...problem, targets })).toThrow(
        "targets[2] is 97; it must lie between 0 and 96",
      );
    });

    test("says so when the logits leave float32", () => {
      const problem = randomAblationProblem(seededRandom(seed), usual);
      problem.unembedding.fill(3e38);
      expect(() => nativeAblate(library, problem)).toThrow("leave the range of float32");
    });
  },
);

function twiceEvery(problem: AblationProblem): AblationProblem {
  const floats = (values: Float32Array) => {
    const doubled = new Float32Array(2 * values.length);
    doubled.set(values);
    doubled.set(values, values.length);
    return doubled;
  };
  return {
    ...problem,
    finalResidual: floats(problem.finalResidual),
    activations: floats(problem.activations),
    targets: Int32Array.from([...problem.targets, ...problem.targets]),
    bands: Uint8Array.from([...problem.bands, ...problem.bands]),
    sequences: Int32Array.from([...problem.sequences, ...problem.sequences]),
  };
}
