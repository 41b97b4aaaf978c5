import type { Gpu } from "../gpu";

/** Rows that one thread adds up, so that long columns have many threads. */
const rowsAtOnce = 64;

/** How many rows of partial sums `sumColumns` wants of `rows`. */
export function partialRows(rows: number): { count: number; rowsAtOnce: number } {
  return { count: Math.max(1, Math.ceil(rows / rowsAtOnce)), rowsAtOnce };
}

/** out [columns] = the sum over the rows of x [rows, columns]. */
export function sumColumns(gpu: Gpu, x: GPUBuffer, out: GPUBuffer, [rows, columns]: [number, number]): void {
  const { count } = partialRows(rows);
  if (count === 1) {
    dispatch(x, out, rows, rows);
    return;
  }
  const partial = gpu.take(4 * count * columns);
  dispatch(x, partial, rows, rowsAtOnce);
  sumColumns(gpu, partial, out, [count, columns]);
  gpu.give(partial);

  function dispatch(from: GPUBuffer, to: GPUBuffer, length: number, atOnce: number) {
    gpu.dispatch({
      shader: "sums",
      entry: "columns",
      buffers: [from, to],
      uints: [length, columns, atOnce],
      floats: [1],
      groups: [Math.ceil(columns / 64), Math.max(1, Math.ceil(length / Math.max(1, atOnce)))],
    });
  }
}
