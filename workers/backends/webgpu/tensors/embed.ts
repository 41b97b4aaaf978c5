import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GpuTensors } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

export function embed(
  tensors: GpuTensors,
  { ids, wte, wpe }: Record<"ids" | "wte", TensorInfo> & { wpe?: TensorInfo },
  { scale }: { scale: number },
) {
  const [batch, context, width] = [ids.shape[0]!, ids.shape[1]!, wte.shape[1]!];
  const tokens = tensors.indices(ids, wte.shape[0]!, "token ids");
  const out = tensors.output([batch * context, width]);
  tensors.gpu.dispatch({
    shader: "embed",
    entry: "forward",
    constants: { positioned: Number(wpe !== undefined) },
    buffers: [tokens.buffer, tensors.floats(wte), tensors.floats(wpe ?? wte), null, null, null, out.buffer],
    uints: [batch, context, width, 0],
    floats: [scale],
    groups: groupsFor(batch * context * width),
  });
  return out.info;
}

/** Without atomics: each token's row adds up where it occurs, which is sorted here. */
export function embedGradient(
  tensors: GpuTensors,
  { ids, dy }: Record<"ids" | "dy", TensorInfo>,
  { vocabulary, positions, scale }: { vocabulary: number; positions: number; scale: number },
) {
  const { gpu } = tensors;
  const [batch, context, width] = [ids.shape[0]!, ids.shape[1]!, dy.shape[1]!];
  const tokens = tensors.indices(ids, vocabulary, "token ids");
  const dwte = tensors.output([vocabulary, width]);
  const { starts, order } = occurrences(tokens.values, vocabulary);
  const lists = [gpu.upload(starts), gpu.upload(order)];
  const gradient = tensors.floats(dy);
  gpu.dispatch({
    shader: "embed",
    entry: "tokenGradient",
    buffers: [null, null, null, gradient, ...lists, dwte.buffer],
    uints: [batch, context, width, vocabulary],
    floats: [scale],
    groups: groupsFor(vocabulary * width),
  });
  for (const list of lists) gpu.give(list);
  if (positions === 0) return [dwte.info];
  const dwpe = tensors.output([positions, width]);
  gpu.dispatch({
    shader: "embed",
    entry: "positionGradient",
    buffers: [null, null, null, gradient, null, null, dwpe.buffer],
    uints: [batch, context, width, positions],
    floats: [1],
    groups: groupsFor(positions * width),
  });
  return [dwte.info, dwpe.info];
}

/** Where each token occurs: order[starts[v]] … order[starts[v + 1] − 1], ascending. */
function occurrences(ids: Int32Array, vocabulary: number): { starts: Uint32Array; order: Uint32Array } {
  const starts = new Uint32Array(vocabulary + 1);
  for (const id of ids) starts[id + 1]! += 1;
  for (let token = 0; token < vocabulary; token++) starts[token + 1]! += starts[token]!;
  const next = starts.slice();
  const order = new Uint32Array(ids.length);
  ids.forEach((id, position) => (order[next[id]!++] = position));
  return { starts, order };
}
