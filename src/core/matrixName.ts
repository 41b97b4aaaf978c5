/** The name of a weight matrix in the field's words: `blocks.3.mlp.W_in`. */
export const mlpMatrix = (layer: number, matrix: "W_in" | "W_gate" | "W_out") =>
  `blocks.${layer}.mlp.${matrix}`;
