import { currentMeasurements } from "./currentMeasurements";
import type { Db } from "./client";
import { inTransaction } from "./transaction";

/** A text in which removing a neuron matters most. */
export interface NeuronContext {
  neuron: number;
  /** 0: the largest |Δ|. */
  rank: number;
  /** Of the evaluated text, where |Δ| is largest, and where that is in `tokens`. */
  position: number;
  at: number;
  /** What the model read there, and Δ in nats at each of them. */
  tokens: number[];
  deltas: number[];
  /** The token to be predicted at the position. */
  target: number;
}

/** Safe to repeat: replaces the contexts of the measurement. Every Δ is stored to its last bit. */
export async function saveNeuronContexts(
  db: Db,
  measurementId: number,
  contexts: readonly NeuronContext[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.neuronContext.deleteMany({ where: { measurementId } });
    // One parameter in place of tens of thousands, which took longer to plan than to write.
    await tx.$executeRaw`
      insert into "NeuronContext" ("measurementId", neuron, rank, position, at, tokens, deltas, target)
      select ${measurementId}, c.* from jsonb_to_recordset(${JSON.stringify(contexts)}::jsonb)
        as c(neuron int, rank int, position int, at int, tokens int[], deltas float8[], target int)`;
  });
}

/** The contexts of one neuron at a checkpoint, the largest |Δ| first; empty where none were measured. */
export function listNeuronContexts(
  db: Db,
  { checkpointId, neuron }: { checkpointId: number; neuron: number },
): Promise<NeuronContext[]> {
  return db.$queryRaw<NeuronContext[]>`
    select n.neuron, n.rank, n.position, n.at, n.tokens, n.deltas, n.target
    from "NeuronContext" n join ${currentMeasurements({ checkpointId })} m on m.id = n."measurementId"
    where n.neuron = ${neuron}
    order by n.rank`;
}
