import type { NeuronColumn } from "./neuronColumn";

/** In pixels: room for its head and for any number, so that columns stand still while rows come and go. */
export function columnWidth({ label, unit, kind }: Pick<NeuronColumn, "label" | "unit" | "kind">): number {
  const head = 7 * Math.max(label.length, unit?.length ?? 0) + 40;
  return Math.max(kind === "word" ? 104 : 84, head);
}
