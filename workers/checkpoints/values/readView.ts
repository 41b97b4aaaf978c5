import { bytesPerElement, elementsOf } from "../dtypes";
import type { RandomFile } from "../files/randomFile";
import type { Conversions } from "./conversions";
import { type FloatRange, readFloats } from "./readFloats";

/** A tensor that looks at elements of a file in an order of its own. */
export interface ViewOfFile extends Omit<FloatRange, "count"> {
  /** In elements behind `position`. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Elements between neighbours along each axis. */
  readonly strides: readonly number[];
}

/** Its elements in row-major order. Those of a view that is not row-major itself are gathered from all between them. */
export async function readView(
  file: RandomFile,
  view: ViewOfFile,
  conversions: Conversions = {},
): Promise<Float32Array> {
  const { dtype, shape, strides, offset } = view;
  const count = elementsOf(shape);
  if (count === 0) return new Float32Array(0);
  const position = view.position + offset * bytesPerElement[dtype];
  if (isRowMajor(shape, strides)) return readFloats(file, { dtype, position, count }, conversions);
  const span = 1 + shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis]!, 0);
  return gather(await readFloats(file, { dtype, position, count: span }, conversions), { shape, strides });
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

/** The last two axes in a loop of their own; those before are counted like an odometer. */
function gather(from: Float32Array, { shape, strides }: Pick<ViewOfFile, "shape" | "strides">): Float32Array {
  const to = new Float32Array(elementsOf(shape));
  const axes = shape.length;
  const [rows, columns] = [shape[axes - 2] ?? 1, shape[axes - 1]!];
  const [rowStride, columnStride] = [strides[axes - 2] ?? 0, strides[axes - 1]!];
  const index = new Array<number>(Math.max(0, axes - 2)).fill(0);
  let begin = 0;
  for (let at = 0; at < to.length; at += rows * columns) {
    for (let row = 0; row < rows; row++) {
      const source = begin + row * rowStride;
      const target = at + row * columns;
      for (let column = 0; column < columns; column++) {
        to[target + column] = from[source + column * columnStride]!;
      }
    }
    for (let axis = axes - 3; axis >= 0; axis--) {
      begin += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      begin -= index[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return to;
}
