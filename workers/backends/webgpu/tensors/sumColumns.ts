import type { Gpu } from "../gpu";

/** Rows that one thread adds up, so that long columns have many threads. */
const rowsAtOnce = 64;

/** How many rows of partial sums `sumColumns` wants of `rows`. */
export function partialRows(rows: number): { count: number; rowsAtOnce: number } {
  return { count: Math.max(1, Math.ceil(rows / rowsAtOnce)), rowsAtOnce };
}

/** out [columns] = the sum over the rows of x [rows, columns], added to what is there where asked for. */
export function sumColumns(
  gpu: Gpu,
  x: GPUBuffer,
  out: GPUBuffer,
  [rows, columns]: [number, number],
  accumulate = false,
): void {
  const { count } = partialRows(rows);
  if (count === 1) {
    add(x, out, rows, accumulate);
    return;
  }
  const partial = gpu.take(4 * count * columns);
  add(x, partial, rows, false);
  sumColumns(gpu, partial, out, [count, columns], accumulate);
  gpu.give(partial);

  function add(from: GPUBuffer, to: GPUBuffer, length: number, onTop: boolean) {
    gpu.dispatch({
      shader: "sums",
      entry: "columns",
      constants: { accumulate: Number(onTop) },
      buffers: [from, to],
      uints: [length, columns, rowsAtOnce],
      floats: [1],
      groups: [Math.ceil(columns / 64), partialRows(length).count],
    });
  }
}
