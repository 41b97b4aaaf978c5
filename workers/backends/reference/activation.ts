import { normalCdf } from "~/core/stats/normalCdf";
import type { ActivationForm } from "../fusedKernels";

interface Form {
  value: (x: number) => number;
  slope: (x: number) => number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** x·σ(k·x), with the slope σ + kx·σ·(1 − σ) */
const swish = (k: number): Form => ({
  value: (x) => x * sigmoid(k * x),
  slope: (x) => sigmoid(k * x) + k * x * sigmoid(k * x) * sigmoid(-k * x),
});

/** √(2/π)·(x + 0.044715·x³) */
const argument = (x: number) => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);

const forms: Record<ActivationForm, Form> = {
  erf: {
    value: (x) => x * normalCdf(x),
    slope: (x) => normalCdf(x) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI),
  },
  tanh: {
    value: (x) => 0.5 * x * (1 + Math.tanh(argument(x))),
    slope: (x) => {
      const t = Math.tanh(argument(x));
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    },
  },
  silu: swish(1),
  quick: swish(1.702),
  relu: { value: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) },
  relu2: { value: (x) => Math.max(x, 0) ** 2, slope: (x) => 2 * Math.max(x, 0) },
};

/** The equations are at ActivationForm. */
export const referenceActivation = (x: number, form: ActivationForm): number => forms[form].value(x);

export const referenceActivationSlope = (x: number, form: ActivationForm): number => forms[form].slope(x);
