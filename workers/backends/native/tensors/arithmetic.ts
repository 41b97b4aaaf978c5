import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import { type NativeTensors, sizeOf } from "../nativeTensors";

type Pair = Record<"a" | "b", TensorInfo>;
type Operation = (a: number, b: number) => number;

/** Sums of equal shapes, which training makes at every residual connection, are a C kernel; others are broadcast. */
export function add(tensors: NativeTensors, { a, b }: Pair): TensorInfo {
  const same = a.shape.length === b.shape.length && a.shape.every((length, axis) => length === b.shape[axis]);
  if (!same || a.dtype !== "float32" || b.dtype !== "float32") {
    return broadcast(tensors, a, b, (x, y) => x + y);
  }
  const out = tensors.output(a.shape);
  tensors.library.add(out.values.length, tensors.floats(a), tensors.floats(b), out.values);
  return out.info;
}

/** A factor of exactly 1, as the gradient of a loss starts with, copies nothing. */
export function multiply(tensors: NativeTensors, { a, b }: Pair): TensorInfo {
  if (isOne(tensors, b)) return tensors.share(a);
  if (isOne(tensors, a)) return tensors.share(b);
  return broadcast(tensors, a, b, (x, y) => x * y);
}

export function subtract(tensors: NativeTensors, { a, b }: Pair): TensorInfo {
  return broadcast(tensors, a, b, (x, y) => x - y);
}

export function divide(tensors: NativeTensors, { a, b }: Pair): TensorInfo {
  return broadcast(tensors, a, b, (x, y) => x / y);
}

function isOne(tensors: NativeTensors, x: TensorInfo): boolean {
  return x.shape.length === 0 && tensors.values(x)[0] === 1;
}

/** Aligns shapes at their last axis; an axis of length 1 repeats. */
function broadcast(tensors: NativeTensors, a: TensorInfo, b: TensorInfo, operation: Operation): TensorInfo {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const [left, right] = [tensors.values(a), tensors.values(b)];
  const values = a.dtype === "float32" ? new Float32Array(sizeOf(shape)) : new Int32Array(sizeOf(shape));
  const [leftStrides, rightStrides] = [strides(a.shape, shape), strides(b.shape, shape)];
  const index = shape.map(() => 0);
  let [i, j] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    values[at] = operation(left[i]!, right[j]!);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      i += leftStrides[axis]!;
      j += rightStrides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      i -= leftStrides[axis]! * shape[axis]!;
      j -= rightStrides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return tensors.adopt(values, shape, a.dtype === "float32" ? "float32" : "int32");
}

/** How far one step along each axis of `into` goes in an array of this shape: 0 along an axis that repeats. */
function strides(shape: number[], into: number[]): number[] {
  const result = into.map(() => 0);
  const skipped = into.length - shape.length;
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    if (shape[axis] !== 1) result[axis + skipped] = stride;
    stride *= shape[axis]!;
  }
  return result;
}
