import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GeluForm } from "../../fusedKernels";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

/** As activation.wgsl numbers them. */
const forms: Record<GeluForm, number> = { erf: 0, tanh: 1 };

export function gelu(tensors: GpuTensors, { x }: { x: TensorInfo }, { form }: { form: GeluForm }) {
  const y = tensors.output(x.shape);
  const count = sizeOf(x.shape);
  tensors.gpu.dispatch({
    shader: "activation",
    entry: "forward",
    constants: { form: forms[form] },
    buffers: [tensors.floats(x), null, null, y.buffer],
    uints: [count],
    groups: groupsFor(count),
  });
  return y.info;
}

export function geluGradient(
  tensors: GpuTensors,
  { x, dy }: Record<"x" | "dy", TensorInfo>,
  { form }: { form: GeluForm },
) {
  const dx = tensors.output(x.shape);
  const count = sizeOf(x.shape);
  tensors.gpu.dispatch({
    shader: "activation",
    entry: "backward",
    constants: { form: forms[form] },
    buffers: [tensors.floats(x), null, tensors.floats(dy), dx.buffer],
    uints: [count],
    groups: groupsFor(count),
  });
  return dx.info;
}
