/** JSON with typed arrays as lists; what is no number (not measurable) is null. */
export const reportJson = (report: unknown): string =>
  `${JSON.stringify(report, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value,
  )}\n`;
