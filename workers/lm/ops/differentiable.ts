import { customGrad, type GradSaveFunc, type Tensor } from "@tensorflow/tfjs-core";

/**
 * One tensor made by `forward`, whose gradients with respect to `inputs`, in their order, `backward` makes from the
 * gradient `dy` of the output and from what `forward` saved.
 */
export function differentiable<Out extends Tensor>(
  inputs: Tensor[],
  forward: (save: GradSaveFunc) => Out,
  backward: (dy: Out, saved: Tensor[]) => Tensor[],
): Out {
  const operation = customGrad<Out>((...given) => ({
    value: forward(given.at(-1) as GradSaveFunc),
    gradFunc: backward,
  }));
  return operation(...inputs);
}
