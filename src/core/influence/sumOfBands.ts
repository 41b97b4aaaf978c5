/** @param values [bands, …] @param chosen which of the bands @returns […] */
export function sumOfBands(values: Float64Array, bands: number, chosen: readonly number[]): Float64Array {
  const size = values.length / bands;
  const sum = new Float64Array(size);
  for (const band of chosen) {
    for (let i = 0; i < size; i++) sum[i]! += values[band * size + i]!;
  }
  return sum;
}
