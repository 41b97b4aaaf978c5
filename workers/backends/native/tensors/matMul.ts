import type { TensorInfo } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { NativeTensors } from "../nativeTensors";

/** tf.matMul of matrices; it reshapes those to a batch of one. */
export function batchMatMul(
  tensors: NativeTensors,
  { a, b }: Record<"a" | "b", TensorInfo>,
  { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
) {
  const [[batchA, rowsA, columnsA], [batchB, rowsB, columnsB]] = [matrix(a), matrix(b)];
  requireThat(batchA === 1 && batchB === 1, `no batches of matrices: ${batchA} and ${batchB}`);
  const [rows, inner] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const columns = transposeB ? rowsB : columnsB;
  const out = tensors.output([1, rows, columns]);
  tensors.library.gemm(
    ...([Number(transposeA), Number(transposeB), rows, columns, inner, 1] as const),
    ...([tensors.floats(a), columnsA, tensors.floats(b), columnsB, 0, out.values, columns] as const),
  );
  return out.info;
}

function matrix({ shape }: TensorInfo): [batch: number, rows: number, columns: number] {
  return [shape.slice(0, -2).reduce((product, length) => product * length, 1), shape.at(-2)!, shape.at(-1)!];
}
