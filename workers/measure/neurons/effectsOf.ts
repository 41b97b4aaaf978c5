import type { Session } from "../session";
import { ablateNeurons } from "./ablateNeurons";

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
  const effects = Array.from(neurons, () => new Float32Array(positions));
  for (let t = 0, row = 0; t < positions; t++, row += all) {
    for (let k = 0; k < neurons.length; k++) effects[k]![t] = kept[row + neurons[k]!]!;
  }
  return effects;
}
