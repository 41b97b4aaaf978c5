import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GroupedAttentionAttributes } from "../../fusedKernels";
import type { NativeTensors } from "../nativeTensors";

type Inputs = Record<"q" | "k" | "v", TensorInfo>;

export function attention(
  tensors: NativeTensors,
  { q, k, v }: Inputs,
  attributes: GroupedAttentionAttributes,
) {
  const { batch, heads, context } = attributes;
  const out = tensors.output(q.shape);
  const logsum = tensors.output([batch, heads, context]);
  const inputs = [tensors.floats(q), tensors.floats(k), tensors.floats(v)] as const;
  tensors.library.attention(...shapeOf(q, attributes), ...inputs, out.values, logsum.values);
  return [out.info, logsum.info];
}

export function attentionGradient(
  tensors: NativeTensors,
  { q, k, v, out, logsum, dy }: Inputs & Record<"out" | "logsum" | "dy", TensorInfo>,
  attributes: GroupedAttentionAttributes,
) {
  const [dq, dk, dv] = [tensors.output(q.shape), tensors.output(k.shape), tensors.output(v.shape)];
  tensors.library.attention_gradient(
    ...shapeOf(q, attributes),
    ...([tensors.floats(q), tensors.floats(k), tensors.floats(v)] as const),
    ...([tensors.floats(out), tensors.floats(logsum), tensors.floats(dy)] as const),
    ...([dq.values, dk.values, dv.values] as const),
  );
  return [dq.info, dk.info, dv.info];
}

function shapeOf(q: TensorInfo, attributes: GroupedAttentionAttributes) {
  const { batch, context, heads, keyValueHeads, scale, softCap, window } = attributes;
  return [batch, context, heads, keyValueHeads, q.shape[1]! / heads, scale, softCap, window] as const;
}
