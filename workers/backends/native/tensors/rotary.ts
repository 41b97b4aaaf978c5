import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { RotaryAttributes } from "../../fusedKernels";
import type { NativeTensors } from "../nativeTensors";

export function rotary(
  tensors: NativeTensors,
  { x, cosines, sines }: Record<"x" | "cosines" | "sines", TensorInfo>,
  { batch, context, heads, layout, backwards }: RotaryAttributes,
) {
  const y = tensors.output(x.shape);
  tensors.library.rotary(
    ...([batch, context, heads, x.shape[1]! / heads, cosines.shape[1]!] as const),
    ...([Number(layout === "interleaved"), backwards ? -1 : 1] as const),
    ...([tensors.floats(x), tensors.floats(cosines), tensors.floats(sines), y.values] as const),
  );
  return y.info;
}
