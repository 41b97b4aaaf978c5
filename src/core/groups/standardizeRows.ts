import { requireThat } from "../errors";

export interface StandardizedRows {
  /** [m, d] each row centred and divided by √d·sd, so that its squares sum to 1; a constant row is all zeros. */
  rows: Float64Array;
  /** [m] 0 where the row is constant. */
  alive: Uint8Array;
}

/**
 * Rows ready for a correlation matrix C = ŴŴᵀ, whose diagonal is then 1.
 *
 * @param weights [m, d], row-major, finite
 */
export function standardizeRows(
  weights: Float32Array | Float64Array,
  { rows: m, columns: d }: { rows: number; columns: number },
): StandardizedRows {
  requireThat(weights.length === m * d, `a ${m} × ${d} matrix has ${m * d} entries, not ${weights.length}`);
  const rows = Float64Array.from(weights);
  const alive = new Uint8Array(m);
  for (let i = 0; i < m; i++) alive[i] = standardize(rows.subarray(i * d, (i + 1) * d)) ? 1 : 0;
  return { rows, alive };
}

/** In place. @returns false for a constant vector, which becomes zeros */
export function standardize(values: Float64Array): boolean {
  const d = values.length;
  let sum = 0;
  let largest = 0;
  for (let j = 0; j < d; j++) {
    sum += values[j]!;
    largest = Math.max(largest, Math.abs(values[j]!));
  }
  requireThat(
    Number.isFinite(largest) && Number.isFinite(sum),
    "a vector to standardise holds a number that is not finite",
  );
  const mean = sum / d;
  let squares = 0;
  for (let j = 0; j < d; j++) {
    values[j]! -= mean;
    squares += values[j]! * values[j]!;
  }
  // A constant leaves rounding behind, not exactly zero.
  if (Math.sqrt(squares / d) <= 1e-12 * largest) {
    values.fill(0);
    return false;
  }
  const scale = 1 / Math.sqrt(squares);
  for (let j = 0; j < d; j++) values[j]! *= scale;
  return true;
}
