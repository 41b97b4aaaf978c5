import { topNeurons } from "~/core/influence/topNeurons";
import { topContexts } from "~/core/neurons/topContexts";
import type { NeuronContext } from "~/db/neuronContexts";
import type { Session } from "../session";
import { effectsOf } from "./effectsOf";

/** Neurons that are looked at closely: so many by influence on rare targets. */
export const closeNeurons = 200;
/** Contexts of each, and tokens in each. */
export const contextSearch = { count: 8, window: 24 };

/** The texts in which removing each of the leading neurons changes the loss most. */
export async function neuronContexts(session: Session): Promise<NeuronContext[]> {
  const { batch } = session.subject;
  const { rare } = await session.ranking();
  const neurons = topNeurons(rare, closeNeurons);
  const effects = await effectsOf(session, neurons);
  return [...neurons].flatMap((neuron, k) => {
    const deltas = effects[k]!;
    const windows = topContexts(deltas, { context: batch.context, ...contextSearch });
    return windows.map(({ position, begin, length }, rank) => ({
      ...{ neuron, rank, position, at: position - begin },
      tokens: [...batch.inputs.subarray(begin, begin + length)],
      deltas: [...deltas.subarray(begin, begin + length)],
      target: batch.targets[position]!,
    }));
  });
}
