/** A stretch of one sequence around a position where a neuron matters. */
export interface ContextWindow {
  /** Of all T positions. */
  position: number;
  /** First position of the window; it lies in one sequence. */
  begin: number;
  length: number;
}

export interface ContextSearch {
  /** Positions of a sequence; sequences lie one after another. */
  context: number;
  /** Contexts wanted, and positions in each. */
  count: number;
  window: number;
}

/**
 * Where removing the neuron changes the loss most: the positions of largest |Δ|, the largest first, none inside the window
 * of one before it. Fewer where the text is too short for so many windows or nothing changes.
 *
 * @param deltas [T] Δ of one neuron
 */
export function topContexts(
  deltas: Float32Array,
  { context, count, window }: ContextSearch,
): ContextWindow[] {
  const size = new Float32Array(deltas.length);
  for (let t = 0; t < size.length; t++) size[t] = Math.abs(deltas[t]!);
  const length = Math.min(window, context);
  const largestFrom = (first: number) => {
    const end = Math.min(first + context, size.length);
    let [largest, most] = [first, size[first]!];
    for (let t = first + 1; t < end; t++) if (size[t]! > most) [largest, most] = [t, size[t]!];
    return largest;
  };
  const peaks = Int32Array.from({ length: Math.ceil(size.length / context) }, (_, s) =>
    largestFrom(s * context),
  );
  const found: ContextWindow[] = [];
  while (found.length < count) {
    let position = -1;
    for (let s = 0, most = 0; s < peaks.length; s++) {
      if (size[peaks[s]!]! > most) [position, most] = [peaks[s]!, size[peaks[s]!]!];
    }
    if (position < 0) break;
    const first = position - (position % context);
    const begin = Math.min(Math.max(first, position - (length >> 1)), first + context - length);
    size.fill(0, begin, begin + length);
    peaks[first / context] = largestFrom(first);
    found.push({ position, begin, length });
  }
  return found;
}
