import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";
import { bytesOf, type Dtype, dtypeOf, numbersOf } from "./numberBytes";
import { inTransaction } from "./transaction";

/** One number per neuron. `band` is "" where bands do not apply. */
export interface Vector {
  name: string;
  band: string;
  values: Float32Array | Float64Array;
}

/** Safe to repeat: replaces the vectors of the measurement. */
export async function saveVectors(db: Db, measurementId: number, vectors: Vector[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.vectorRecord.deleteMany({ where: { measurementId } });
    await tx.vectorRecord.createMany({
      data: vectors.map(({ name, band, values }) => ({
        measurementId,
        name,
        band,
        dtype: dtypeOf(values),
        length: values.length,
        bytes: bytesOf(values),
      })),
    });
  });
}

/** The vector of a checkpoint, or null where it was not measured. */
export async function readVector(
  db: Db,
  { checkpointId, name, band }: { checkpointId: number; name: string; band: string },
): Promise<Float32Array | Float64Array | null> {
  const [row] = await db.$queryRaw<{ dtype: Dtype; bytes: Uint8Array }[]>`
    select v.dtype, v.bytes
    from "VectorRecord" v join ${currentMeasurements({ checkpointId })} m on m.id = v."measurementId"
    where v.name = ${name} and v.band = ${band}`;
  return row ? numbersOf(row.bytes, row.dtype) : null;
}

/** The same vector at every measured checkpoint of a run, by step. */
export async function readVectorsOfRun(
  db: Db,
  { runId, name, band }: { runId: string; name: string; band: string },
): Promise<{ step: number; checkpointId: number; values: Float32Array | Float64Array }[]> {
  const rows = await db.$queryRaw<{ step: number; checkpointId: number; dtype: Dtype; bytes: Uint8Array }[]>`
    select m.step, m."checkpointId", v.dtype, v.bytes
    from "VectorRecord" v join ${currentMeasurements({ runId })} m on m.id = v."measurementId"
    where v.name = ${name} and v.band = ${band}
    order by m.step`;
  return rows.map(({ dtype, bytes, ...row }) => ({ ...row, values: numbersOf(bytes, dtype) }));
}
