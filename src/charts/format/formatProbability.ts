/** A p-value: ".012", "< .001"; with 199 draws nothing below .005 can occur, and nothing is rounded down to zero. */
export function formatProbability(p: number | null | undefined): string {
  if (p === null || p === undefined || Number.isNaN(p)) return "–";
  if (p < 0.001) return "< .001";
  if (p >= 0.9995) return "1";
  return p.toFixed(p < 0.1 ? 3 : 2).replace(/^0/, "");
}

/** "p = .012", "p < .001". */
export function formatPValue(p: number | null | undefined): string {
  const text = formatProbability(p);
  return text.startsWith("<") ? `p ${text}` : `p = ${text}`;
}
