import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";
import { type Dtype, numbersOf } from "./numberBytes";

export interface NeuronVector {
  name: string;
  band: string;
  values: ArrayLike<number>;
}

/** Every vector of some cells of a checkpoint that holds one number per neuron of the layer. */
export async function listNeuronVectors(
  db: Db,
  {
    checkpointId,
    neurons,
    cells,
  }: { checkpointId: number; neurons: number; cells: readonly string[] },
): Promise<NeuronVector[]> {
  const rows = await db.$queryRaw<{ name: string; band: string; dtype: Dtype; bytes: Uint8Array }[]>`
    select v.name, v.band, v.dtype, v.bytes
    from "VectorRecord" v join ${currentMeasurements({ checkpointId })} m on m.id = v."measurementId"
    where v.length = ${neurons} and m.cell = any(${[...cells]}::text[])
    order by v.name, v.band`;
  return rows.map(({ name, band, dtype, bytes }) => ({ name, band, values: numbersOf(bytes, dtype) }));
}
