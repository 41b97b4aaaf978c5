import { referenceAdamWStep } from "~workers/backends/reference/adamWStep";
import { add } from "~workers/lm/ops/add";
import { adamWStep } from "~workers/lm/ops/adamWStep";
import { sumOfSquares } from "~workers/lm/ops/sumOfSquares";
import { compare, type OpCase, runOp, valuesOf } from "./comparison";
import { vector } from "./draw";

export const adamWStepCase: OpCase = async (draw) => {
  const count = draw.length() * draw.length();
  const [param, grad, m] = [1, 2, 3].map(() => draw.numbers(count));
  const v = draw.numbers(count).map((value) => value * value);
  const attributes = {
    ...{ lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8 },
    ...{ weightDecay: draw.oneOf([0, 0.1]), step: draw.oneOf([1, 7, 1000]), gradScale: draw.oneOf([1, 0.3]) },
  };
  const state = { param: vector(param!), m: vector(m!), v: vector(v) };
  adamWStep({ ...state, grad: vector(grad!), ...attributes });
  const actual = await Promise.all([state.param, state.m, state.v].map(valuesOf));
  const after = Array.from(param!, (value, i) =>
    referenceAdamWStep({ param: value, m: m![i]!, v: v[i]! }, grad![i]!, attributes),
  );
  const expected = (["param", "m", "v"] as const).map((name) =>
    Float64Array.from(after, (state) => state[name]),
  );
  // Where v is 0, the update is as large as m over epsilon. In float32 1 − β₂ is off by up to 1e-6 of itself.
  return compare(["param", "m", "v"], actual, expected, { relative: 2e-6, scale: 1 });
};

export const sumOfSquaresCase: OpCase = async (draw) => {
  const [a, b] = [draw.numbers(draw.length() * 100), draw.numbers(draw.length())];
  const actual = await valuesOf(sumOfSquares([vector(a), vector(b)]));
  const expected = [a, b].reduce((sum, values) => values.reduce((s, value) => s + value * value, sum), 0);
  return compare(["sum"], [actual], [Float64Array.of(expected)], { relative: 1e-6 });
};

export const addCase: OpCase = async (draw) => {
  const count = draw.lengthOrNone();
  const [a, b, dy] = [draw.numbers(count), draw.numbers(count), draw.numbers(count)];
  const expected = [a.map((value, i) => value + b[i]!), dy, dy].map((values) => Float64Array.from(values));
  return compare(["sum", "da", "db"], await runOp(add, [vector(a), vector(b)], dy), expected, {
    relative: 1e-7,
  });
};
