interface Tables {
  /** [batch, context] */
  ids: ArrayLike<number>;
  context: number;
  width: number;
  /** Of the tokens' rows. */
  scale: number;
}

/** out[b·C + c] = scale · wte[ids[b, c]] + wpe[c] */
export function referenceEmbed(
  { ids, context, width, scale }: Tables,
  wte: ArrayLike<number>,
  wpe: ArrayLike<number> | null,
): Float64Array {
  return Float64Array.from({ length: ids.length * width }, (_, at) => {
    const [position, j] = [Math.floor(at / width), at % width];
    return scale * wte[ids[position]! * width + j]! + (wpe?.[(position % context) * width + j] ?? 0);
  });
}

/** Each row of a table gets the sum of dy over where it was used. */
export function referenceEmbedGradient(
  { ids, context, width, scale }: Tables,
  dy: ArrayLike<number>,
  { vocabulary, positions }: { vocabulary: number; positions: number },
): { dwte: Float64Array; dwpe: Float64Array } {
  const dwte = new Float64Array(vocabulary * width);
  const dwpe = new Float64Array(positions * width);
  for (let at = 0; at < dy.length; at++) {
    const [position, j] = [Math.floor(at / width), at % width];
    dwte[ids[position]! * width + j]! += scale * dy[at]!;
    if (positions > 0) dwpe[(position % context) * width + j]! += dy[at]!;
  }
  return { dwte, dwpe };
}
