import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type ActivationForm, activationForms } from "../../fusedKernels";
import type { NativeTensors } from "../nativeTensors";

interface Attributes {
  form: ActivationForm;
}

/** As C counts them. */
const indexOf = ({ form }: Attributes) => activationForms.indexOf(form);

export function activation(tensors: NativeTensors, { x }: { x: TensorInfo }, attributes: Attributes) {
  const y = tensors.output(x.shape);
  tensors.library.activation(y.values.length, indexOf(attributes), tensors.floats(x), y.values);
  return y.info;
}

export function activationGradient(
  tensors: NativeTensors,
  { x, dy }: Record<"x" | "dy", TensorInfo>,
  attributes: Attributes,
) {
  const dx = tensors.output(x.shape);
  const inputs = [tensors.floats(x), tensors.floats(dy)] as const;
  tensors.library.activation_gradient(dx.values.length, indexOf(attributes), ...inputs, dx.values);
  return dx.info;
}

export function gated(
  tensors: NativeTensors,
  { gate, up }: Record<"gate" | "up", TensorInfo>,
  attributes: Attributes,
) {
  const y = tensors.output(gate.shape);
  const inputs = [tensors.floats(gate), tensors.floats(up)] as const;
  tensors.library.gated(y.values.length, indexOf(attributes), ...inputs, y.values);
  return y.info;
}

export function gatedGradient(
  tensors: NativeTensors,
  { gate, up, dy }: Record<"gate" | "up" | "dy", TensorInfo>,
  attributes: Attributes,
) {
  const dgate = tensors.output(gate.shape);
  const dup = tensors.output(up.shape);
  const inputs = [tensors.floats(gate), tensors.floats(up), tensors.floats(dy)] as const;
  const results = [dgate.values, dup.values] as const;
  tensors.library.gated_gradient(dup.values.length, indexOf(attributes), ...inputs, ...results);
  return [dgate.info, dup.info];
}
