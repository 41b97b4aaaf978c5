import type { TensorInfo } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { AttentionAttributes } from "../../fusedKernels";
import type { GpuTensors } from "../gpuTensors";

/** attention.wgsl keeps a head in a workgroup's memory. */
const widestHead = 256;

export function causalAttention(
  tensors: GpuTensors,
  { qkv }: { qkv: TensorInfo },
  attributes: AttentionAttributes,
) {
  const { batch, context, heads } = attributes;
  const width = qkv.shape[1]! / 3;
  const out = tensors.output([batch * context, width]);
  const logsum = tensors.output([batch, heads, context]);
  const rows = tensors.floats(qkv);
  tensors.gpu.dispatch({
    shader: "attention",
    entry: "forward",
    buffers: [rows, rows, rows, null, null, logsum.buffer, out.buffer],
    ...numbersOf(width, attributes, 0),
    groups: [context, heads, batch],
  });
  return [out.info, logsum.info];
}

export function causalAttentionGradient(
  tensors: GpuTensors,
  { qkv, out, logsum, dy }: Record<"qkv" | "out" | "logsum" | "dy", TensorInfo>,
  attributes: AttentionAttributes,
) {
  const { batch, context, heads } = attributes;
  const width = qkv.shape[1]! / 3;
  const dqkv = tensors.output(qkv.shape);
  const rows = tensors.floats(qkv);
  const buffers = [rows, rows, rows, ...[out, dy, logsum].map((info) => tensors.floats(info)), dqkv.buffer];
  const common = { shader: "attention", buffers, groups: [context, heads, batch] as const };
  tensors.gpu.dispatch({ ...common, entry: "queryGradient", ...numbersOf(width, attributes, 0) });
  for (const ofValues of [0, 1]) {
    const numbers = numbersOf(width, attributes, (1 + ofValues) * width);
    tensors.gpu.dispatch({ ...common, entry: "keyGradient", constants: { ofValues }, ...numbers });
  }
  return dqkv.info;
}

/** Queries, keys and values side by side; the gradient goes to the column `beginOut`. */
function numbersOf(width: number, { batch, context, heads }: AttentionAttributes, beginOut: number) {
  const headWidth = width / heads;
  requireThat(
    headWidth <= widestHead,
    `the webgpu backend has heads of up to ${widestHead} numbers, not ${headWidth}`,
  );
  return {
    uints: [
      ...[batch, context, heads, heads, headWidth, 0],
      ...[3 * width, 3 * width, 3 * width, 3 * width],
      ...[0, width, 2 * width, beginOut],
    ],
    floats: [1 / Math.sqrt(headWidth), 0],
  };
}
