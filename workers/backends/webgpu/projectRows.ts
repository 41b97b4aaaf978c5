import type { Gpu } from "./gpu";
import { multiply } from "./tensors/multiply";

/** What turns a residual stream into logits. */
export interface Head {
  d: number;
  V: number;
  /** [V, d] */
  unembedding: GPUBuffer;
}

/** Rows [rows, d] times the unembedding. [rows, V] */
export function project(gpu: Gpu, { d, V, unembedding }: Head, scaled: Float32Array): GPUBuffer {
  const rows = scaled.length / d;
  const factor = gpu.upload(scaled);
  const table = gpu.take(4 * rows * V);
  multiply(
    gpu,
    {
      a: { buffer: factor, stride: d },
      b: { buffer: unembedding, stride: d, transposed: true },
      out: { buffer: table, stride: V },
    },
    { rows, columns: V, terms: d },
  );
  gpu.give(factor);
  return table;
}
