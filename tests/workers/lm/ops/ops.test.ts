import { grads, scalar, tensor1d, tensor2d, valueAndGrads, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { activation } from "~workers/lm/ops/activation";
import { add } from "~workers/lm/ops/add";
import { causalAttention } from "~workers/lm/ops/causalAttention";
import { crossEntropy } from "~workers/lm/ops/crossEntropy";
import { embed } from "~workers/lm/ops/embed";
import { layerNorm } from "~workers/lm/ops/layerNorm";
import { linear } from "~workers/lm/ops/linear";
import { tokenLosses } from "~workers/lm/ops/tokenLosses";
import { useNativeTensors } from "~tests/helpers/useNativeTensors";

beforeAll(useNativeTensors);

describe("embed", () => {
  it("refuses an id that is not in the vocabulary, a longer context and a row of another width", () => {
    const [wte, wpe] = [zeros([5, 2]), zeros([3, 2])] as [
      ReturnType<typeof tensor2d>,
      ReturnType<typeof tensor2d>,
    ];
    const ids = (...values: number[]) => tensor2d([values], undefined, "int32");
    expect(() => embed(ids(0, 5), { wte, wpe })).toThrow("token ids run from 0 to 4, and one is 5");
    expect(() => embed(ids(-1), { wte, wpe })).toThrow("one is -1");
    expect(() => embed(ids(0, 1, 2, 3), { wte, wpe })).toThrow(
      "a context of 4 is longer than the 3 positions known",
    );
    expect(() => embed(ids(0), { wte, wpe: zeros([3, 4]) })).toThrow(
      "wpe has the shape [3, 4] and must have [3, 2]",
    );
  });
});

describe("linear", () => {
  it("refuses shapes that do not fit, naming both", () => {
    const x = tensor2d([[1, 2, 3]]);
    expect(() => linear(x, { weight: zeros([2, 4]), bias: zeros([4]) })).toThrow(
      "x has the shape [1, 3] and must have [1, 2]",
    );
    expect(() => linear(x, { weight: zeros([3, 4]), bias: zeros([3]) })).toThrow(
      "bias has the shape [3] and must have [4]",
    );
  });
});

describe("causalAttention", () => {
  it("lets a position see only itself and what came before", () => {
    const values = Float32Array.from({ length: 4 * 6 }, (_, i) => Math.sin(i));
    const shape = { batch: 1, context: 4, heads: 1 };
    const before = causalAttention(tensor2d(values, [4, 6]), shape).dataSync();
    const changed = values.slice();
    changed.fill(9, 3 * 6);
    const after = causalAttention(tensor2d(changed, [4, 6]), shape).dataSync();
    expect([...after.subarray(0, 6)]).toEqual([...before.subarray(0, 6)]);
    expect([...after.subarray(6)]).not.toEqual([...before.subarray(6)]);
    expect([...before.subarray(0, 2)]).toEqual([...values.subarray(4, 6)]);
  });

  it("refuses columns that are not three times the heads' widths", () => {
    expect(() => causalAttention(zeros([4, 9]), { batch: 1, context: 4, heads: 2 })).toThrow(
      "9 columns are not 3 × 2 heads",
    );
    expect(() => causalAttention(zeros([4, 6]), { batch: 2, context: 4, heads: 1 })).toThrow(
      "must have [8, 6]",
    );
  });
});

describe("activation", () => {
  it.each(["erf", "tanh"] as const)(
    "%s: keeps signed zeros, ends in x and in 0, and passes a NaN on",
    (form) => {
      const y = activation(tensor1d([0, -0, 20, -20, 1e30, -1e30, NaN]), form).dataSync();
      expect([...y]).toEqual([0, -0, 20, -0, Math.fround(1e30), -0, NaN]);
    },
  );

  it.each(["erf", "tanh"] as const)(
    "%s: has the slopes 0, ½ and 1 far left, in the middle and far right",
    (form) => {
      const [dx] = grads((x) => activation(x, form))([tensor1d([-1e30, 0, 1e30])], tensor1d([1, 1, 1]));
      expect([...dx!.dataSync()].map((slope) => (Math.abs(slope) < 1e-30 ? 0 : slope))).toEqual([0, 0.5, 1]);
    },
  );
});

describe("layerNorm", () => {
  it("gives beta where a row has no spread", () => {
    const y = layerNorm(tensor2d([[7, 7, 7]]), tensor1d([1, 2, 3]), tensor1d([4, 5, 6]), 1e-5);
    expect([...y.dataSync()]).toEqual([4, 5, 6]);
  });

  it("keeps a NaN to its row", () => {
    const [one, none] = [tensor1d([1, 1]), tensor1d([0, 0])];
    const y = layerNorm(
      tensor2d([
        [1, 3],
        [NaN, 1],
      ]),
      one,
      none,
      0,
    ).dataSync();
    expect([...y]).toEqual([-1, 1, NaN, NaN]);
  });
});

describe("crossEntropy", () => {
  const x = () =>
    tensor2d([
      [1, 0],
      [0, 1],
    ]);
  const unembedding = () =>
    tensor2d([
      [2, 0],
      [0, 0],
      [0, 3],
    ]);

  it("is ln V where all tokens are as likely", () => {
    const loss = crossEntropy(
      zeros([3, 2]),
      { weight: unembedding() },
      tensor1d([0, 1, 2], "int32"),
    ).dataSync()[0]!;
    expect(loss).toBeCloseTo(Math.log(3), 6);
  });

  it("is exact where the right token is certain or impossible", () => {
    const sure = tensor2d([[400, 0]]);
    const loss = (target: number) =>
      tokenLosses(sure, { weight: unembedding() }, tensor1d([target], "int32")).dataSync()[0];
    expect(loss(0)).toBe(0);
    expect(loss(1)).toBe(800);
  });

  it("adds the gradients of a matrix that is used twice", () => {
    const targets = tensor1d([0, 2], "int32");
    const loss = (w: ReturnType<typeof x>) => crossEntropy(add(x(), x()), { weight: add(w, w) }, targets);
    const {
      grads: [twice],
    } = valueAndGrads(loss as never)([unembedding()]);
    const once = grads(((w: ReturnType<typeof x>) =>
      crossEntropy(add(x(), x()), { weight: w }, targets)) as never)([add(unembedding(), unembedding())])[0]!;
    expect([...twice!.dataSync()]).toEqual([...once.dataSync()].map((value) => 2 * value));
  });

  it("is NaN when a logit is, and scales its gradient with what is above", () => {
    const targets = tensor1d([0, 2], "int32");
    expect(
      crossEntropy(
        tensor2d([
          [NaN, 0],
          [0, 1],
        ]),
        { weight: unembedding() },
        targets,
      ).dataSync()[0],
    ).toBeNaN();
    const [one] = grads(((a: ReturnType<typeof x>) =>
      crossEntropy(a, { weight: unembedding() }, targets)) as never)([x()], scalar(1));
    const [half] = grads(((a: ReturnType<typeof x>) =>
      crossEntropy(a, { weight: unembedding() }, targets)) as never)([x()], scalar(0.5));
    expect([...half!.dataSync()]).toEqual([...one!.dataSync()].map((value) => value / 2));
  });

  it("refuses a target outside the vocabulary and a batch of nothing", () => {
    expect(() => crossEntropy(x(), { weight: unembedding() }, tensor1d([0, 3], "int32"))).toThrow(
      "targets run from 0 to 2, and one is 3",
    );
    expect(() => tokenLosses(x(), { weight: unembedding() }, tensor1d([0], "int32"))).toThrow(
      "must have [2]",
    );
    expect(() => crossEntropy(zeros([0, 2]), { weight: unembedding() }, tensor1d([], "int32"))).toThrow(
      "a mean loss needs at least one position",
    );
  });
});
