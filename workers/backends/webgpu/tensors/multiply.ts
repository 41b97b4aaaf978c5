import type { Gpu } from "../gpu";

/** A matrix in a buffer, row-major: its first number, and how far its rows and the matrices of a batch are apart. */
export interface Factor {
  buffer: GPUBuffer;
  stride: number;
  begin?: number;
  batch?: number;
  transposed?: boolean;
}

interface Product {
  rows: number;
  columns: number;
  terms: number;
  matrices?: number;
  bias?: GPUBuffer;
  /** Adds to what is there. */
  accumulate?: boolean;
}

/** out = op(a) · op(b), of each matrix of the batch. */
export function multiply(gpu: Gpu, { a, b, out }: Record<"a" | "b" | "out", Factor>, product: Product): void {
  const { rows, columns, terms, matrices = 1, bias, accumulate = false } = product;
  gpu.dispatch({
    shader: "gemm",
    constants: {
      transposeA: Number(a.transposed ?? false),
      transposeB: Number(b.transposed ?? false),
      biased: Number(bias !== undefined),
      accumulate: Number(accumulate),
    },
    buffers: [a.buffer, b.buffer, bias ?? a.buffer, out.buffer],
    uints: [
      ...[rows, columns, terms, a.stride, b.stride, out.stride],
      ...[a.begin ?? 0, b.begin ?? 0, out.begin ?? 0, a.batch ?? 0, b.batch ?? 0, out.batch ?? 0],
    ],
    groups: [Math.ceil(columns / 64), Math.ceil(rows / 64), matrices],
  });
}
