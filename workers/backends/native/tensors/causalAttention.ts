import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AttentionAttributes } from "../../fusedKernels";
import type { NativeTensors } from "../nativeTensors";

export function causalAttention(
  tensors: NativeTensors,
  { qkv }: { qkv: TensorInfo },
  { batch, context, heads }: AttentionAttributes,
) {
  const width = qkv.shape[1]! / 3;
  const out = tensors.output([batch * context, width]);
  const logsum = tensors.output([batch, heads, context]);
  const results = [out.values, logsum.values] as const;
  tensors.library.causal_attention(batch, context, width, heads, tensors.floats(qkv), ...results);
  return [out.info, logsum.info];
}

export function causalAttentionGradient(
  tensors: NativeTensors,
  { qkv, out, logsum, dy }: Record<"qkv" | "out" | "logsum" | "dy", TensorInfo>,
  { batch, context, heads }: AttentionAttributes,
) {
  const dqkv = tensors.output(qkv.shape);
  tensors.library.causal_attention_gradient(
    ...([batch, context, out.shape[1]!, heads] as const),
    ...([tensors.floats(qkv), tensors.floats(out), tensors.floats(logsum), tensors.floats(dy)] as const),
    dqkv.values,
  );
  return dqkv.info;
}
