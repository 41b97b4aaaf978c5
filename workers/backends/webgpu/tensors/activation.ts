import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type ActivationForm, activationForms } from "../../fusedKernels";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

interface Attributes {
  form: ActivationForm;
}

export function activation(tensors: GpuTensors, { x }: { x: TensorInfo }, { form }: Attributes) {
  return run(tensors, "forward", { form, x })[0]!;
}

export function activationGradient(
  tensors: GpuTensors,
  { x, dy }: Record<"x" | "dy", TensorInfo>,
  { form }: Attributes,
) {
  return run(tensors, "backward", { form, x, dy })[0]!;
}

export function gated(
  tensors: GpuTensors,
  { gate, up }: Record<"gate" | "up", TensorInfo>,
  { form }: Attributes,
) {
  return run(tensors, "gated", { form, x: gate, up })[0]!;
}

export function gatedGradient(
  tensors: GpuTensors,
  { gate, up, dy }: Record<"gate" | "up" | "dy", TensorInfo>,
  { form }: Attributes,
) {
  return run(tensors, "gatedBackward", { form, x: gate, up, dy });
}

interface Inputs extends Attributes {
  x: TensorInfo;
  up?: TensorInfo;
  dy?: TensorInfo;
}

/** Entry points of activation.wgsl; those of a gate with a gradient have two outputs. */
function run(tensors: GpuTensors, entry: string, { form, x, up, dy }: Inputs): TensorInfo[] {
  const outputs = [x, ...(up && dy ? [up] : [])].map(({ shape }) => tensors.output(shape));
  const count = sizeOf(x.shape);
  const bufferOf = (info: TensorInfo | undefined) => (info ? tensors.floats(info) : null);
  tensors.gpu.dispatch({
    shader: "activation",
    entry,
    constants: { form: activationForms.indexOf(form) },
    buffers: [...[x, up, dy].map(bufferOf), ...outputs.map(({ buffer }) => buffer)],
    uints: [count],
    groups: groupsFor(count),
  });
  return outputs.map(({ info }) => info);
}
