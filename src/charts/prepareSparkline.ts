import { bucketEdges } from "./curves/bucketEdges";
import { decimate } from "./curves/decimate";

/** The path of a sparkline: gaps stay gaps, spikes stay spikes, a constant runs through the middle. */
export function prepareSparkline(
  values: readonly (number | null)[],
  { width, height }: { width: number; height: number },
): { path: string; last: readonly [number, number] | null } {
  const margin = 3;
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (finite.length === 0) return { path: "", last: null };
  const low = finite.reduce((a, b) => Math.min(a, b));
  const high = finite.reduce((a, b) => Math.max(a, b));
  const indices = values.map((_, i) => i);
  const span = Math.max(1, values.length - 1);
  const x = (i: number) => margin + (i / span) * (width - 2 * margin);
  const y = (value: number) =>
    high > low ? height - margin - ((value - low) / (high - low)) * (height - 2 * margin) : height / 2;

  let pen = "M";
  let last: readonly [number, number] | null = null;
  const parts: string[] = [];
  for (const i of decimate(indices, [values], { edges: bucketEdges("linear", [0, span], width) })) {
    const value = values[i];
    if (value === null || value === undefined || !Number.isFinite(value)) pen = "M";
    else {
      last = [x(i), y(value)];
      parts.push(`${pen}${last[0].toFixed(1)} ${last[1].toFixed(1)}`);
      pen = "L";
    }
  }
  return { path: parts.join(""), last };
}
