/** A llama2.c file whose floats count up from 0 in the order of the file, and the names of the pieces in that order. */
export function llama2cFileOf(version: 0 | 1, { tied = true } = {}): Buffer {
  const [width, mlpWidth, layers, heads, keyValueHeads, vocabulary, context] = [8, 12, 2, 2, 1, 5, 3];
  const keyValueWidth = (width / heads) * keyValueHeads;
  const perLayer = 2 * width + 2 * width * width + 2 * keyValueWidth * width + 3 * mlpWidth * width;
  const angles = version === 0 ? context * (width / heads) : 0;
  const count = vocabulary * width * (tied ? 1 : 2) + layers * perLayer + width + angles;
  const fields = Int32Array.of(
    ...[
      width,
      mlpWidth,
      layers,
      heads,
      keyValueHeads,
      version === 0 && !tied ? -vocabulary : vocabulary,
      context,
    ],
  );
  const header = Buffer.alloc(version === 0 ? 28 : 256);
  if (version === 1) {
    header.write("24ka");
    header.writeInt32LE(1, 4);
    header[36] = Number(tied);
  }
  Buffer.from(fields.buffer).copy(header, version === 0 ? 0 : 8);
  return Buffer.concat([header, Buffer.from(Float32Array.from({ length: count }, (_, at) => at).buffer)]);
}
