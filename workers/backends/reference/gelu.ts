import { normalCdf } from "~/core/stats/normalCdf";
import type { GeluForm } from "../fusedKernels";

/** "erf": x·Φ(x). "tanh": ½x(1 + tanh u), u = √(2/π)·(x + 0.044715·x³) */
export function referenceGelu(x: number, form: GeluForm): number {
  return form === "erf" ? x * normalCdf(x) : 0.5 * x * (1 + Math.tanh(argument(x)));
}

/** "erf": Φ(x) + x·φ(x). "tanh": ½(1 + tanh u) + ½x(1 − tanh² u)·u′ */
export function referenceGeluSlope(x: number, form: GeluForm): number {
  if (form === "erf") return normalCdf(x) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
  const t = Math.tanh(argument(x));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
}

function argument(x: number): number {
  return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
}
