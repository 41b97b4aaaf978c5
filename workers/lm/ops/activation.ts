import type { Tensor } from "@tensorflow/tfjs-core";
import type { ActivationForm } from "~workers/backends/fusedKernels";
import { differentiable } from "./differentiable";
import { runFused } from "./runFused";

/**
 * A neuron's nonlinearity, entry by entry; ActivationForm has the equations.
 *
 * @returns the shape of x
 */
export function activation<Any extends Tensor>(x: Any, form: ActivationForm): Any {
  return differentiable(
    [x],
    (save) => {
      save([x]);
      return runFused("activation", { x }, { form }) as Any;
    },
    (dy, saved) => [runFused("activationGradient", { x: saved[0]!, dy }, { form })],
  );
}
