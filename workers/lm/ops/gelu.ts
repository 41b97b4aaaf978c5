import type { Tensor } from "@tensorflow/tfjs-core";
import type { GeluForm } from "~workers/backends/fusedKernels";
import { differentiable } from "./differentiable";
import { runFused } from "./runFused";

/**
 * "erf": x·Φ(x). "tanh": GPT-2's approximation ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
 *
 * @returns the shape of x
 */
export function gelu<Any extends Tensor>(x: Any, form: GeluForm): Any {
  return differentiable(
    [x],
    (save) => {
      save([x]);
      return runFused("gelu", { x }, { form }) as Any;
    },
    (dy, saved) => [runFused("geluGradient", { x: saved[0]!, dy }, { form })],
  );
}
