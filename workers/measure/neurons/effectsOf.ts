import type { Session } from "../session";
import { ablateNeurons } from "./ablateNeurons";

/** As many as share a line of the cache, so that each is written once. */
const positionsAtOnce = 16;

/**
 * Δ of some neurons at every evaluated position, under mean ablation: of this visit's ablation where that was made and
 * kept, else of an ablation of them alone.
 *
 * @returns [neurons][T] in nats
 */
export async function effectsOf(session: Session, neurons: Int32Array): Promise<Float32Array[]> {
  const kept = (await session.ablatedAlready())?.effects;
  if (!kept) return (await ablateNeurons(session, { neurons, effects: true })).effects;
  const all = session.subject.mlp.neurons;
  const positions = kept.length / all;
  const effects = new Float32Array(neurons.length * positions);
  for (let begin = 0; begin < positions; begin += positionsAtOnce) {
    const end = Math.min(begin + positionsAtOnce, positions);
    for (let k = 0; k < neurons.length; k++) {
      const [own, neuron] = [k * positions, neurons[k]!];
      for (let t = begin; t < end; t++) effects[own + t] = kept[t * all + neuron]!;
    }
  }
  return Array.from(neurons, (_, k) => effects.subarray(k * positions, (k + 1) * positions));
}
