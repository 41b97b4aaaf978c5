import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";
import { requireIndices } from "./requireIndices";

export function embed(tensors: NativeTensors, { ids, wte, wpe }: Record<"ids" | "wte" | "wpe", TensorInfo>) {
  const [batch, context, width] = [ids.shape[0]!, ids.shape[1]!, wte.shape[1]!];
  const values = tensors.ints(ids);
  requireIndices(values, wte.shape[0]!, "token ids");
  const out = tensors.output([batch * context, width]);
  tensors.library.embed(batch, context, width, values, tensors.floats(wte), tensors.floats(wpe), out.values);
  return out.info;
}

export function embedGradient(
  tensors: NativeTensors,
  { ids, dy }: Record<"ids" | "dy", TensorInfo>,
  { vocabulary, positions }: { vocabulary: number; positions: number },
) {
  const [batch, context, width] = [ids.shape[0]!, ids.shape[1]!, dy.shape[1]!];
  const dwte = tensors.output([vocabulary, width]);
  const dwpe = tensors.output([positions, width]);
  tensors.library.embed_gradient(
    ...([batch, context, width, vocabulary, positions] as const),
    ...([tensors.ints(ids), tensors.floats(dy), dwte.values, dwpe.values] as const),
  );
  return [dwte.info, dwpe.info];
}
