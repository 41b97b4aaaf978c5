/** One measured figure beside the bar it is held against. */
export interface BenchRecord {
  name: string;
  value: number;
  unit: string;
  /** The bar in the same unit, or null where there is none. */
  bar: { atLeast: number } | { atMost: number } | null;
  backend: string;
  sizes: string;
}

/** A benchmark file exports `bench`: everything it measures, in the order it should be read. */
export type Bench = () => Promise<BenchRecord[]>;

export function holds({ value, bar }: BenchRecord): boolean | null {
  if (bar === null) return null;
  return "atLeast" in bar ? value >= bar.atLeast : value <= bar.atMost;
}
