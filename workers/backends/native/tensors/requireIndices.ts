import { requireThat } from "~/core/errors";

/** A kernel reads a row at each of these: one that is not there would be memory of something else. */
export function requireIndices(indices: Int32Array, bound: number, what: string): void {
  for (const index of indices) {
    requireThat(index >= 0 && index < bound, `${what} run from 0 to ${bound - 1}, and one is ${index}`);
  }
}
