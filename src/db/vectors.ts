import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";
import { bytesOf, type Dtype, dtypeOf, type Numbers, numbersOf } from "./numberBytes";
import { inTransaction } from "./transaction";

/** One number per neuron, null where it is not measurable. `band` is "" where bands do not apply. */
export interface Vector {
  name: string;
  band: string;
  values: Numbers | readonly (number | null)[];
}

export interface StoredVector extends Vector {
  /** NaN marks what is not measurable: `readable` gives it back as null. */
  values: Numbers;
}

/** Safe to repeat: replaces the vectors of the measurement. */
export async function saveVectors(db: Db, measurementId: number, vectors: Vector[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.vectorRecord.deleteMany({ where: { measurementId } });
    await tx.vectorRecord.createMany({
      data: vectors.map(({ name, band, values }) => {
        const numbers = storable(values);
        const [dtype, length, bytes] = [dtypeOf(numbers), numbers.length, bytesOf(numbers)];
        return { measurementId, name, band, dtype, length, bytes };
      }),
    });
  });
}

/** As bytes know it: NaN where there is null. */
export function storable(values: Vector["values"]): Numbers {
  return ArrayBuffer.isView(values) ? values : Float64Array.from(values, (value) => value ?? NaN);
}

/** As readers know it: null where nothing could be measured. */
export const readable = (values: Numbers): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));

/** The vector of a checkpoint (of its final MLP, or of another layer's), or null where it was not measured. */
export async function readVector(
  db: Db,
  of: { checkpointId: number; layer?: number | null; name: string; band: string },
): Promise<Numbers | null> {
  const { name, band } = of;
  const [row] = await db.$queryRaw<{ dtype: Dtype; bytes: Uint8Array }[]>`
    select v.dtype, v.bytes
    from "VectorRecord" v join ${currentMeasurements(of)} m on m.id = v."measurementId"
    where v.name = ${name} and v.band = ${band}`;
  return row ? numbersOf(row.bytes, row.dtype) : null;
}

/** All vectors of one measurement. */
export async function listVectors(db: Db, measurementId: number): Promise<StoredVector[]> {
  const rows = await db.vectorRecord.findMany({
    where: { measurementId },
    select: { name: true, band: true, dtype: true, bytes: true },
    orderBy: [{ name: "asc" }, { band: "asc" }],
  });
  return rows.map(({ name, band, dtype, bytes }) => ({
    name,
    band,
    values: numbersOf(bytes, dtype as Dtype),
  }));
}

/** The same vector at every measured checkpoint of a run, by step. */
export async function readVectorsOfRun(
  db: Db,
  { runId, name, band }: { runId: string; name: string; band: string },
): Promise<{ step: number; checkpointId: number; values: Numbers }[]> {
  const rows = await db.$queryRaw<{ step: number; checkpointId: number; dtype: Dtype; bytes: Uint8Array }[]>`
    select m.step, m."checkpointId", v.dtype, v.bytes
    from "VectorRecord" v join ${currentMeasurements({ runId })} m on m.id = v."measurementId"
    where v.name = ${name} and v.band = ${band}
    order by m.step`;
  return rows.map(({ dtype, bytes, ...row }) => ({ ...row, values: numbersOf(bytes, dtype) }));
}
