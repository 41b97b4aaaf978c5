import type { TensorInfo } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { multiply } from "./multiply";

/** tf.matMul of equally many matrices, or of one with each of many. */
export function batchMatMul(
  tensors: GpuTensors,
  { a, b }: Record<"a" | "b", TensorInfo>,
  { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
) {
  const [[batchA, rowsA, columnsA], [batchB, rowsB, columnsB]] = [matrices(a), matrices(b)];
  const batch = Math.max(batchA, batchB);
  requireThat(
    [batchA, batchB].every((count) => count === batch || count === 1),
    `matMul of ${batchA} and ${batchB} matrices`,
  );
  const [rows, terms] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const columns = transposeB ? rowsB : columnsB;
  const out = tensors.output([batch, rows, columns]);
  const factor = (info: TensorInfo, [count, height, width]: Matrices, transposed: boolean) => ({
    ...{ buffer: tensors.floats(info), stride: width, transposed },
    batch: count === 1 ? 0 : height * width,
  });
  multiply(
    tensors.gpu,
    {
      a: factor(a, [batchA, rowsA, columnsA], transposeA),
      b: factor(b, [batchB, rowsB, columnsB], transposeB),
      out: { buffer: out.buffer, stride: columns, batch: rows * columns },
    },
    { rows, columns, terms, matrices: batch },
  );
  return out.info;
}

type Matrices = [count: number, rows: number, columns: number];

const matrices = ({ shape }: TensorInfo): Matrices => [
  sizeOf(shape.slice(0, -2)),
  shape.at(-2)!,
  shape.at(-1)!,
];
