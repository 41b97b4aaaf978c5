import type { Tensor } from "@tensorflow/tfjs-core";
import type { ActivationForm } from "~workers/backends/fusedKernels";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused, runFusedMany } from "./runFused";

/**
 * activation(gate) · up, entry by entry: with "silu" SwiGLU, with "erf" or "tanh" GeGLU, with "relu" ReGLU (Shazeer
 * 2020).
 *
 * @returns the shape of both
 */
export function gated<Any extends Tensor>(gate: Any, up: Any, form: ActivationForm): Any {
  requireShape("up", up, gate.shape);
  return differentiable(
    [gate, up],
    (save) => {
      save([gate, up]);
      return runFused("gated", { gate, up }, { form }) as Any;
    },
    (dy, saved) => runFusedMany("gatedGradient", { gate: saved[0]!, up: saved[1]!, dy }, { form }),
  );
}
