import { tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { referenceAdamWStep } from "~workers/backends/reference/adamWStep";
import { adamWStep } from "~workers/lm/ops/adamWStep";
import { sumOfSquares } from "~workers/lm/ops/sumOfSquares";
import { useNativeTensors } from "~tests/helpers/useNativeTensors";

beforeAll(useNativeTensors);

const seed = Date.now() >>> 0;
const rates = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8, weightDecay: 0.1 };

describe("adamWStep", () => {
  it.each([1, 7, 20_000])("follows the float64 reference over five steps of %i numbers", (count) => {
    const random = seededRandom(seed);
    const draw = () => Float32Array.from(normalsFrom(random, count));
    const start = draw();
    const [param, m, v] = [tensor1d(start.slice()), zeros([count]), zeros([count])];
    const expected = Array.from(start, (value) => ({ param: value, m: 0, v: 0 }));
    for (let step = 1; step <= 5; step++) {
      const gradient = draw();
      const attributes = { ...rates, step, gradScale: step === 3 ? 0.25 : 1 };
      adamWStep({ param, grad: tensor1d(gradient), m, v, ...attributes });
      expected.forEach((state, i) => (expected[i] = referenceAdamWStep(state, gradient[i]!, attributes)));
    }
    param.dataSync().forEach((value, i) => {
      expect(Math.abs(value - expected[i]!.param), `entry ${i}, seed ${seed}`).toBeLessThan(1e-6);
    });
  });

  it("moves by the learning rate at the first step, whatever the size of the gradient", () => {
    const [param, grad] = [tensor1d([1, 1, 1]), tensor1d([1e-3, 5, -1e4])];
    adamWStep({
      param,
      grad,
      m: zeros([3]),
      v: zeros([3]),
      ...{ ...rates, weightDecay: 0, eps: 0, step: 1, gradScale: 1 },
    });
    [0.99, 0.99, 1.01].forEach((value, i) => expect(param.dataSync()[i]).toBeCloseTo(value, 6));
  });

  it("refuses moments of another shape", () => {
    const [param, grad] = [tensor1d([1, 2]), tensor1d([1, 2])];
    const step = { ...rates, step: 1, gradScale: 1 };
    expect(() => adamWStep({ param, grad, m: zeros([3]), v: zeros([2]), ...step })).toThrow(
      "m has the shape [3] and must have [2]",
    );
  });
});

describe("sumOfSquares", () => {
  it("adds up over all tensors, in float64 within", () => {
    const ones = new Float32Array(100_000).fill(1);
    ones[0] = 4096;
    expect(sumOfSquares([tensor1d(ones), tensor2d([[3], [4]])]).dataSync()[0]).toBe(4096 ** 2 + 99_999 + 25);
    expect(sumOfSquares([]).dataSync()[0]).toBe(0);
  });

  it("is NaN when a number is", () => {
    expect(sumOfSquares([tensor1d([1, NaN])]).dataSync()[0]).toBeNaN();
  });
});
