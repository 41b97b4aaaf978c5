import { requireThat } from "~/core/errors";

/** @throws AppError invalid_argument naming the first NaN or infinity */
export function requireFinite(name: string, values: Float32Array | Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // A difference of infinities and anything with a NaN is NaN.
    if (value - value !== 0) requireThat(false, `${name}[${i}] is ${value}; it must be finite.`);
  }
}
