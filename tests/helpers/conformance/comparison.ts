import { grads, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import type { Draw } from "./draw";

/** What an op gave, what its float64 reference gave, and how far apart float32 may put them. */
export interface Comparison {
  what: string;
  actual: Float32Array;
  expected: Float64Array;
  /** Absolute, one for all numbers or one for each. */
  tolerance: number | Float64Array;
}

/** Draws sizes and numbers, runs one op forward and backward, and the reference on the same numbers. */
export type OpCase = (draw: Draw) => Promise<Comparison[]>;

/** The op's value, and its gradients for the output gradient dy. */
export function runOp(
  op: (...inputs: never[]) => Tensor,
  inputs: Tensor[],
  dy: Float32Array,
): Promise<Float32Array[]> {
  const results = tidy(() => {
    const value = op(...(inputs as never[]));
    return [value, ...grads(op as (...x: Tensor[]) => Tensor)(inputs, tensor(dy.slice(), value.shape))];
  });
  return Promise.all(results.map(valuesOf));
}

/** A GPU has them later. */
export async function valuesOf(tensor: Tensor): Promise<Float32Array> {
  const values = await tensor.data<"float32">();
  tensor.dispose();
  return values;
}

/** Compares in order; float32 keeps about `relative` of the largest entry, or of `scale` where terms cancel. */
export function compare(
  names: string[],
  actual: Float32Array[],
  expected: Float64Array[],
  { relative, scale = 0 }: { relative: number; scale?: number },
): Comparison[] {
  return names.map((what, i) => ({
    what,
    actual: actual[i]!,
    expected: expected[i]!,
    tolerance: relative * Math.max(largest(expected[i]!), scale),
  }));
}

/** The first number that is too far off, in words, or null. */
export function firstDifference({ actual, expected, tolerance }: Comparison): string | null {
  if (actual.length !== expected.length) return `${actual.length} numbers instead of ${expected.length}`;
  const allowed = (i: number) => (typeof tolerance === "number" ? tolerance : tolerance[i]!);
  const at = expected.findIndex((value, i) => !(Math.abs(actual[i]! - value) <= allowed(i)));
  return at < 0 ? null : `[${at}] is ${actual[at]!} instead of ${expected[at]!} ± ${allowed(at)}`;
}

const largest = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
