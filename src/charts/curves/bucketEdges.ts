import { backward, type ScaleKind } from "../axis/axisScale";

/** Edges of one bucket a pixel: equally wide as they are drawn, in data values. */
export function bucketEdges(
  scale: ScaleKind,
  [from, to]: readonly [number, number],
  pixels: number,
): Float64Array {
  const buckets = Math.max(1, Math.floor(pixels));
  return Float64Array.from({ length: buckets + 1 }, (_, i) =>
    backward(scale, from + ((to - from) * i) / buckets),
  );
}
