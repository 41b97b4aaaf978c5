import type { Tensor2D } from "@tensorflow/tfjs-core";
import { referenceAttention, referenceAttentionGradient } from "~workers/backends/reference/attention";
import {
  referenceCausalAttention,
  referenceCausalAttentionGradient,
} from "~workers/backends/reference/causalAttention";
import { attention } from "~workers/lm/ops/attention";
import { causalAttention } from "~workers/lm/ops/causalAttention";
import { compare, type OpCase, runOp } from "./comparison";
import { matrix } from "./draw";

/** A score of size S is known to S·2⁻²⁴ only, and its exponential to as much. */
const precision = (scale: number, dHead: number) => ({
  relative: 1e-5 * (1 + scale ** 2 * 4 * Math.sqrt(dHead)),
  scale,
});

export const causalAttentionCase: OpCase = async (draw) => {
  const [batch, heads, dHead] = [draw.oneOf([1, 2, 3]), draw.oneOf([1, 2, 5]), draw.oneOf([1, 3, 8, 17])];
  const [context, width, scale] = [draw.length(), heads * dHead, draw.oneOf([1, 0.01, 6])];
  const qkv = draw.numbers(batch * context * 3 * width, scale);
  const dout = draw.numbers(batch * context * width);
  const shape = { qkv, batch, context, heads, width };
  const actual = await runOp(
    (a: Tensor2D) => causalAttention(a, { batch, context, heads }),
    [matrix(qkv, batch * context, 3 * width)],
    dout,
  );
  const expected = [referenceCausalAttention(shape), referenceCausalAttentionGradient(shape, dout)];
  return compare(["out", "dqkv"], actual, expected, precision(scale, dHead));
};

export const attentionCase: OpCase = async (draw) => {
  const [batch, dHead, context] = [draw.oneOf([1, 2]), draw.oneOf([1, 3, 8, 17]), draw.length()];
  const [keyValueHeads, group] = [draw.oneOf([1, 2]), draw.oneOf([1, 2, 3])];
  const [softCap, window] = [draw.oneOf([0, 2, 50]), draw.oneOf([0, 1, 7, 64, 1000])];
  const heads = keyValueHeads * group;
  const shape = { batch, context, heads, keyValueHeads, softCap, window, scale: 1 / Math.sqrt(dHead) };
  const rows = batch * context;
  const scale = draw.oneOf([1, 0.01, 6]);
  const q = draw.numbers(rows * heads * dHead, scale);
  const [k, v] = [1, 2].map(() => draw.numbers(rows * keyValueHeads * dHead, scale));
  const dout = draw.numbers(rows * heads * dHead);
  const actual = await runOp(
    (q: Tensor2D, k: Tensor2D, v: Tensor2D) => attention({ q, k, v }, shape),
    [q, k!, v!].map((values) => matrix(values, rows, values.length / rows)),
    dout,
  );
  const reference = { ...shape, q, k: k!, v: v!, dHead };
  const { dq, dk, dv } = referenceAttentionGradient(reference, dout);
  const expected = [referenceAttention(reference), dq, dk, dv];
  return compare(["out", "dq", "dk", "dv"], actual, expected, precision(scale, dHead));
};
