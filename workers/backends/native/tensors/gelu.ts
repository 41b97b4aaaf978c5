import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GeluForm } from "../../fusedKernels";
import type { NativeTensors } from "../nativeTensors";

export function gelu(tensors: NativeTensors, { x }: { x: TensorInfo }, { form }: { form: GeluForm }) {
  const y = tensors.output(x.shape);
  tensors.library.gelu(y.values.length, form === "tanh" ? 1 : 0, tensors.floats(x), y.values);
  return y.info;
}

export function geluGradient(
  tensors: NativeTensors,
  { x, dy }: Record<"x" | "dy", TensorInfo>,
  { form }: { form: GeluForm },
) {
  const dx = tensors.output(x.shape);
  const inputs = [tensors.floats(x), tensors.floats(dy)] as const;
  tensors.library.gelu_gradient(dx.values.length, form === "tanh" ? 1 : 0, ...inputs, dx.values);
  return dx.info;
}
