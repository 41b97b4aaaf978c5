import type { MeasurementCell } from "~/core/cells";
import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";
import { type Dtype, numbersOf } from "./numberBytes";
import { readable } from "./vectors";

export interface NeuronVector {
  name: string;
  band: string;
  /** null where nothing could be measured. */
  values: (number | null)[];
}

/** Every vector of some cells of a checkpoint that holds one number per neuron of the layer. */
export async function listNeuronVectors(
  db: Db,
  of: { checkpointId: number; neurons: number; cells: readonly MeasurementCell[] },
): Promise<NeuronVector[]> {
  const { checkpointId, neurons, cells } = of;
  const rows = await db.$queryRaw<{ name: string; band: string; dtype: Dtype; bytes: Uint8Array }[]>`
    select v.name, v.band, v.dtype, v.bytes
    from "VectorRecord" v join ${currentMeasurements({ checkpointId })} m on m.id = v."measurementId"
    where v.length = ${neurons} and m.cell = any(${[...cells]}::text[])
    order by v.name, v.band`;
  return rows.map(({ dtype, bytes, ...row }) => ({ ...row, values: readable(numbersOf(bytes, dtype)) }));
}
