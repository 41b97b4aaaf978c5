import { engine, type Tensor } from "@tensorflow/tfjs-core";
import { NativeTensors } from "./native/nativeTensors";

/**
 * What `look` makes of the values of a float32 tensor. Where they lie in this process it reads them in place, so that it must
 * not keep them; a GPU sends a copy, later.
 */
export async function lookAt<T>(tensor: Tensor, look: (values: Float32Array) => T): Promise<T> {
  const { backend } = engine();
  return look(backend instanceof NativeTensors ? backend.floats(tensor) : await tensor.data<"float32">());
}
