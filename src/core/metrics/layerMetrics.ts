import type { Metric } from "./metric";

/** What compares the MLPs of a model's layers. */
export const layerMetrics = {
  "layer.influence": {
    title: "Influence of another layer’s neurons",
    unit: "10⁻³ nats",
    sentence:
      "The same mean ablation for a layer below the final one: each neuron is held at its mean and all that comes after it is run again, so what later layers make of it is counted.",
    formula: String.raw`I_i^B=\operatorname*{mean}_{t\in B}\bigl|\operatorname{loss}_t(a_i\leftarrow\bar a_i)-\operatorname{loss}_t\bigr|`,
    method: "mean_ablation:forward_pass; 95 % intervals by Student’s law over sequences",
    source: "METHODS §2",
  },
  "layer.leadersShare": {
    title: "Share of the leaders",
    unit: "%",
    sentence:
      "What part of a layer’s summed influence its leading neurons hold; were all neurons alike, it would be their part of the layer.",
    formula: String.raw`\sum_{r\le n} v_{(r)}\Big/\sum_{r\le m} v_{(r)},\quad n=\min(33,\lfloor m/4\rfloor)`,
    method: "share of the sum, top n; beside n/m",
    source: "METHODS §7",
  },
} as const satisfies Record<string, Metric>;
