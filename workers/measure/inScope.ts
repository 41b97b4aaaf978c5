import { tidy } from "@tensorflow/tfjs-core";

/** `tidy` for work that returns no tensors: all that it made is disposed of. */
export function inScope<T>(work: () => T): T {
  let result: { value: T } | undefined;
  tidy(() => {
    result = { value: work() };
  });
  return result!.value;
}
