/** A measured quantity with its 95 % interval, one entry a step. `null`: not measurable there. */
export interface IntervalColumn {
  value: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** Why there is no value, where somebody knows. */
  reason?: (string | null)[];
}
