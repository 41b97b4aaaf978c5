/**
 * With Φ the normal distribution and σ(x) = 1/(1 + e^−x):
 * "erf" GELU x·Φ(x), "tanh" its approximation, "silu" x·σ(x), "quick" x·σ(1.702 x), "relu", "relu2" max(x, 0)².
 */
export type Activation = "erf" | "tanh" | "silu" | "quick" | "relu" | "relu2";

/** By Hugging Face's names. */
export const activations: Readonly<Record<string, Activation>> = {
  gelu: "erf",
  gelu_python: "erf",
  gelu_new: "tanh",
  gelu_fast: "tanh",
  gelu_pytorch_tanh: "tanh",
  gelu_python_tanh: "tanh",
  quick_gelu: "quick",
  silu: "silu",
  swish: "silu",
  relu: "relu",
  relu2: "relu2",
};
