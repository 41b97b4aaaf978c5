import type { TensorInfo } from "@tensorflow/tfjs-core";
import { AppError } from "~/core/errors";
import type { AttentionAttributes, GroupedAttentionAttributes } from "../../fusedKernels";
import type { GpuTensors } from "../gpuTensors";

/** attention.wgsl keeps a head in a workgroup's memory. */
const widestHead = 256;

/** Rows of heads in a buffer: the length of a row, and where the first head begins in it. */
interface Rows {
  buffer: GPUBuffer;
  stride: number;
  begin: number;
}

type Attended = Record<"q" | "k" | "v", Rows>;
type Kept = Record<"out" | "logsum" | "dy", TensorInfo>;

export function causalAttention(
  tensors: GpuTensors,
  { qkv }: { qkv: TensorInfo },
  attributes: AttentionAttributes,
) {
  const width = qkv.shape[1]! / 3;
  const rows = sideBySide(tensors.floats(qkv), width);
  return forward(tensors, rows, ungrouped(attributes, width));
}

export function causalAttentionGradient(
  tensors: GpuTensors,
  { qkv, ...kept }: Kept & { qkv: TensorInfo },
  attributes: AttentionAttributes,
) {
  const width = qkv.shape[1]! / 3;
  const rows = sideBySide(tensors.floats(qkv), width);
  const dqkv = tensors.output(qkv.shape);
  backward(tensors, { ...rows, ...kept }, sideBySide(dqkv.buffer, width), ungrouped(attributes, width));
  return dqkv.info;
}

export function attention(
  tensors: GpuTensors,
  { q, k, v }: Record<"q" | "k" | "v", TensorInfo>,
  attributes: GroupedAttentionAttributes,
) {
  return forward(tensors, apart(tensors, { q, k, v }), attributes);
}

export function attentionGradient(
  tensors: GpuTensors,
  { q, k, v, ...kept }: Record<"q" | "k" | "v", TensorInfo> & Kept,
  attributes: GroupedAttentionAttributes,
) {
  const gradients = [q, k, v].map(({ shape }) => tensors.output(shape));
  const [dq, dk, dv] = gradients.map(({ buffer, info }) => ({ buffer, stride: info.shape[1]!, begin: 0 }));
  const rows = apart(tensors, { q, k, v });
  backward(tensors, { ...rows, ...kept }, { q: dq!, k: dk!, v: dv! }, attributes);
  return gradients.map(({ info }) => info);
}

const sideBySide = (buffer: GPUBuffer, width: number): Attended => ({
  q: { buffer, stride: 3 * width, begin: 0 },
  k: { buffer, stride: 3 * width, begin: width },
  v: { buffer, stride: 3 * width, begin: 2 * width },
});

function apart(tensors: GpuTensors, { q, k, v }: Record<"q" | "k" | "v", TensorInfo>): Attended {
  const rows = (info: TensorInfo) => ({ buffer: tensors.floats(info), stride: info.shape[1]!, begin: 0 });
  return { q: rows(q), k: rows(k), v: rows(v) };
}

const ungrouped = (attributes: AttentionAttributes, width: number): GroupedAttentionAttributes => ({
  ...attributes,
  keyValueHeads: attributes.heads,
  scale: 1 / Math.sqrt(width / attributes.heads),
  softCap: 0,
  window: 0,
});

/** Of q's rows, which are as long as those of what comes out: one head. */
function headWidth({ q, k }: Attended, { heads, keyValueHeads }: GroupedAttentionAttributes): number {
  const width = q.buffer === k.buffer ? q.stride / 3 / heads : k.stride / keyValueHeads;
  if (width > widestHead)
    throw new AppError(
      "backend_unavailable",
      `The webgpu backend has attention heads of up to ${widestHead} numbers, not ${width}. Another backend has no such limit: PLATEAU_BACKEND=native`,
    );
  return width;
}

function forward(tensors: GpuTensors, rows: Attended, attributes: GroupedAttentionAttributes): TensorInfo[] {
  const { batch, context, heads } = attributes;
  const out = tensors.output([batch * context, heads * headWidth(rows, attributes)]);
  const logsum = tensors.output([batch, heads, context]);
  tensors.gpu.dispatch({
    shader: "attention",
    entry: "forward",
    buffers: [rows.q.buffer, rows.k.buffer, rows.v.buffer, null, null, logsum.buffer, out.buffer],
    ...numbersOf(rows, attributes, { stride: 0, begin: 0 }),
    groups: [context, heads, batch],
  });
  return [out.info, logsum.info];
}

function backward(
  tensors: GpuTensors,
  { out, logsum, dy, ...rows }: Attended & Kept,
  gradients: Attended,
  attributes: GroupedAttentionAttributes,
): void {
  const { batch, context, heads, keyValueHeads } = attributes;
  const kept = [out, dy, logsum].map((info) => tensors.floats(info));
  const run = (entry: string, to: Rows, count: number, constants?: { ofValues: number }) =>
    tensors.gpu.dispatch({
      ...{ shader: "attention", entry, ...(constants && { constants }) },
      buffers: [rows.q.buffer, rows.k.buffer, rows.v.buffer, ...kept, to.buffer],
      ...numbersOf(rows, attributes, to),
      groups: [context, count, batch],
    });
  run("queryGradient", gradients.q, heads);
  run("keyGradient", gradients.k, keyValueHeads, { ofValues: 0 });
  run("keyGradient", gradients.v, keyValueHeads, { ofValues: 1 });
}

/** The struct Sizes of attention.wgsl. @param to where a gradient goes */
function numbersOf(rows: Attended, attributes: GroupedAttentionAttributes, to: Omit<Rows, "buffer">) {
  const { batch, context, heads, keyValueHeads, scale, softCap, window } = attributes;
  const { q, k, v } = rows;
  return {
    uints: [
      ...[batch, context, heads, keyValueHeads, headWidth(rows, attributes), window],
      ...[q.stride, k.stride, v.stride, to.stride],
      ...[q.begin, k.begin, v.begin, to.begin],
    ],
    floats: [scale, softCap],
  };
}
