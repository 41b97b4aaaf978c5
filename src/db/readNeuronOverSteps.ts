import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";
import { type Dtype, numbersOf } from "./numberBytes";
import { readable } from "./vectors";

export interface NeuronAtStep {
  step: number;
  name: string;
  band: string;
  value: number | null;
}

/** One neuron's entry of the named vectors at every measured checkpoint, by step. Only its bytes are read. */
export async function readNeuronOverSteps(
  db: Db,
  { runId, neuron, names }: { runId: string; neuron: number; names: readonly string[] },
): Promise<NeuronAtStep[]> {
  const rows = await db.$queryRaw<
    { step: number; name: string; band: string; dtype: Dtype; bytes: Uint8Array }[]
  >`
    select m.step, v.name, v.band, v.dtype,
      substring(v.bytes from ${neuron}::int * width + 1 for width) as bytes
    from "VectorRecord" v
      join ${currentMeasurements({ runId })} m on m.id = v."measurementId"
      cross join lateral (select case v.dtype when 'f64' then 8 else 4 end as width) w
    where v.name = any(${[...names]}::text[]) and ${neuron}::int < v.length
    order by m.step, v.name, v.band`;
  return rows.map(({ dtype, bytes, ...row }) => ({
    ...row,
    value: readable(numbersOf(bytes, dtype))[0] ?? null,
  }));
}
