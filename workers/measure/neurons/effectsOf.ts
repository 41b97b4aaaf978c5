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
  return Array.from(neurons, (neuron) =>
    Float32Array.from({ length: kept.length / all }, (_, t) => kept[t * all + neuron]!),
  );
}
