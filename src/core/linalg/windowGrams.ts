import { requireThat } from "../errors";
import { gram } from "./gram";
import { smallerSide, type WindowGramsInto, type WindowsOfMatrix } from "./matrixKernels";

/** The plain version: each of them on its own. */
export const windowGrams: WindowGramsInto = (weights, windows, products) => {
  requireWindows(weights, windows, products);
  const { rows, columns, starts } = windows;
  const n = Math.min(rows, columns);
  const product = (begin: number, end: number) => {
    const slab = slabOf(weights, windows, begin, end);
    return rows <= columns ? gram(slab, n, end - begin, "rows") : gram(slab, end - begin, n, "columns");
  };
  starts.forEach((start, at) => {
    const [begin, end] = at < starts.length - 1 ? [start, start + n] : [starts[0]!, start];
    products.set(product(begin, end), at * n * n);
  });
};

/** Columns [begin, end) of a wide matrix, or rows of a tall one. */
function slabOf(
  weights: Float32Array | Float64Array,
  { rows, columns }: WindowsOfMatrix,
  begin: number,
  end: number,
): Float32Array | Float64Array {
  if (smallerSide(rows, columns) === "columns") return weights.subarray(begin * columns, end * columns);
  const width = end - begin;
  return Float64Array.from({ length: rows * width }, (_, at) => {
    const row = Math.floor(at / width);
    return weights[row * columns + begin + (at - row * width)]!;
  });
}

/** @throws AppError invalid_argument where sizes do not fit, or the windows leave a gap or the matrix */
export function requireWindows(
  weights: Float32Array | Float64Array,
  { rows, columns, starts }: WindowsOfMatrix,
  products: Float64Array,
): void {
  requireThat(
    weights.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${weights.length}`,
  );
  const n = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  requireThat(
    products.length === starts.length * n * n,
    `${starts.length} products of ${n} × ${n} have ${starts.length * n * n} entries, not ${products.length}`,
  );
  const last = starts.length - 1;
  const fit = starts.every((start, at) => {
    const begin = at === 0 ? 0 : starts[at - 1]!;
    const end = at === 0 ? length : Math.min(length, begin + n);
    return (
      Number.isInteger(start) && start >= begin && (at < last ? start + n <= length : true) && start <= end
    );
  });
  requireThat(
    fit && last > 0,
    `windows of ${n} side by side along ${length} cannot begin at ${starts.join(", ")}`,
  );
}
