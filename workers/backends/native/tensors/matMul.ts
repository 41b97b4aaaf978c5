import type { TensorInfo } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { NativeTensors } from "../nativeTensors";

/** tf.matMul of matrices or batches of them; a batch of one serves all of the other. */
export function batchMatMul(
  tensors: NativeTensors,
  { a, b }: Record<"a" | "b", TensorInfo>,
  { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
) {
  const [[batchA, rowsA, columnsA], [batchB, rowsB, columnsB]] = [matrices(a), matrices(b)];
  requireThat(
    batchA === batchB || batchA === 1 || batchB === 1,
    `batches of ${batchA} and of ${batchB} matrices do not fit each other`,
  );
  const batch = batchA === 1 ? batchB : batchA;
  const [rows, inner] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const columns = transposeB ? rowsB : columnsB;
  const out = tensors.output([...(batchA === 1 ? b : a).shape.slice(0, -2), rows, columns]);
  tensors.library.gemm_batch(
    ...([batch, Number(transposeA), Number(transposeB), rows, columns, inner] as const),
    ...([tensors.floats(a), batchA === 1 ? 0 : rowsA * columnsA] as const),
    ...([tensors.floats(b), batchB === 1 ? 0 : rowsB * columnsB, out.values] as const),
  );
  return out.info;
}

function matrices({ shape }: TensorInfo): [batch: number, rows: number, columns: number] {
  return [shape.slice(0, -2).reduce((product, length) => product * length, 1), shape.at(-2)!, shape.at(-1)!];
}
