import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";
import { requireIndices } from "./requireIndices";

export function embed(
  tensors: NativeTensors,
  { ids, wte, wpe }: Record<"ids" | "wte", TensorInfo> & { wpe?: TensorInfo },
  { scale }: { scale: number },
) {
  const [batch, context, width] = [ids.shape[0]!, ids.shape[1]!, wte.shape[1]!];
  const values = tensors.ints(ids);
  requireIndices(values, wte.shape[0]!, "token ids");
  const out = tensors.output([batch * context, width]);
  const positions = wpe === undefined ? null : tensors.floats(wpe);
  tensors.library.embed(batch, context, width, scale, values, tensors.floats(wte), positions, out.values);
  return out.info;
}

export function embedGradient(
  tensors: NativeTensors,
  { ids, dy }: Record<"ids" | "dy", TensorInfo>,
  { vocabulary, positions, scale }: { vocabulary: number; positions: number; scale: number },
) {
  const [batch, context, width] = [ids.shape[0]!, ids.shape[1]!, dy.shape[1]!];
  const dwte = tensors.output([vocabulary, width]);
  const dwpe = positions === 0 ? null : tensors.output([positions, width]);
  tensors.library.embed_gradient(
    ...([batch, context, width, vocabulary, positions, scale] as const),
    ...([tensors.ints(ids), tensors.floats(dy), dwte.values, dwpe?.values ?? null] as const),
  );
  return dwpe === null ? [dwte.info] : [dwte.info, dwpe.info];
}
