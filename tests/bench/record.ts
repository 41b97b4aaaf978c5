/** One measured figure beside the bar it is held against. */
export interface BenchRecord {
  name: string;
  value: number;
  unit: string;
  /** The bar in the same unit, or null where there is none. */
  bar: { atLeast: number } | { atMost: number } | { within: [number, number] } | null;
  backend: string;
  sizes: string;
}

/**
 * A benchmark file exports `bench`: everything it measures, in the order it should be read; or, where it can tell its parts
 * apart, those whose name holds `only`.
 */
export type Bench = (only?: string) => Promise<BenchRecord[]>;

export function holds({ value, bar }: BenchRecord): boolean | null {
  if (bar === null) return null;
  if ("within" in bar) return value >= bar.within[0] && value <= bar.within[1];
  return "atLeast" in bar ? value >= bar.atLeast : value <= bar.atMost;
}

export function describeBar(bar: BenchRecord["bar"]): string {
  if (bar === null) return "";
  if ("within" in bar) return `${short(bar.within[0])} … ${short(bar.within[1])}`;
  return "atLeast" in bar ? `≥ ${short(bar.atLeast)}` : `≤ ${short(bar.atMost)}`;
}

const short = (value: number) => Number(value.toPrecision(3));
