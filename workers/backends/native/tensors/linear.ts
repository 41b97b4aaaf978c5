import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";

type Inputs = Record<"x" | "weight", TensorInfo>;

export function linear(
  tensors: NativeTensors,
  { x, weight, bias }: Inputs & { bias?: TensorInfo },
  { transposed }: { transposed: boolean },
) {
  const [rows, width, columns] = sizes(x, weight, transposed);
  const y = tensors.output([rows, columns]);
  const biases = bias === undefined ? null : tensors.floats(bias);
  const inputs = [tensors.floats(x), tensors.floats(weight), biases] as const;
  tensors.library.linear(rows, width, columns, Number(transposed), ...inputs, y.values);
  return y.info;
}

export function linearGradient(
  tensors: NativeTensors,
  { x, weight, dy }: Inputs & { dy: TensorInfo },
  { transposed, biased }: { transposed: boolean; biased: boolean },
) {
  const [rows, width, columns] = sizes(x, weight, transposed);
  const results = [
    ...[tensors.output(x.shape), tensors.output(weight.shape)],
    ...(biased ? [tensors.output([columns])] : []),
  ];
  const [dx, dweight, dbias] = results;
  tensors.library.linear_gradient(
    ...([rows, width, columns, Number(transposed)] as const),
    ...([tensors.floats(x), tensors.floats(weight), tensors.floats(dy)] as const),
    ...([dx!.values, dweight!.values, dbias?.values ?? null] as const),
  );
  return results.map(({ info }) => info);
}

function sizes(x: TensorInfo, weight: TensorInfo, transposed: boolean) {
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  return [rows, width, weight.shape[transposed ? 0 : 1]!] as const;
}
