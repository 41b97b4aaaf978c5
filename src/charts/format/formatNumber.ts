/** Narrow, and no place for a line to break. */
const THIN_SPACE = "\u202f";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const superscript = (exponent: number) =>
  (exponent < 0 ? "⁻" : "") +
  String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? "");

const grouped = (digits: string) => {
  const [whole = "", fraction] = digits.split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
};

function formatMagnitude(magnitude: number, significant: number): string {
  if (magnitude === 0) return "0";
  const scientific = magnitude.toExponential(significant - 1);
  const [mantissa = "", exponentText = "0"] = scientific.split("e");
  const exponent = Number(exponentText);
  if (exponent >= 6 || exponent < -3) return `${mantissa}×10${superscript(exponent)}`;
  const decimals = Math.max(0, significant - 1 - exponent);
  return grouped(Number(scientific).toFixed(decimals));
}

/**
 * A measured number as a reader sees it: three significant digits, thin spaces between thousands, a true minus,
 * powers of ten outside 10⁻³…10⁶. What is not measurable is a dash; infinities are named.
 */
export function formatNumber(value: number | null | undefined, significant = 3): string {
  if (value === null || value === undefined) return "–";
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return (value < 0 ? "−" : "") + formatMagnitude(Math.abs(value), significant);
}

/** A round number beside an axis: no digit that says nothing ("0.5", "10⁻³"). */
export function formatTick(value: number): string {
  if (value === 1e-3) return "10⁻³";
  const text = formatNumber(value, 6);
  const [mantissa = text, power] = text.split("×");
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (power === undefined) return trimmed;
  if (trimmed === "1" || trimmed === "−1") return trimmed.replace("1", power);
  return `${trimmed}×${power}`;
}

/** A count: every digit, thin spaces between thousands. */
export function formatInteger(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return formatNumber(value);
  return (value < 0 ? "−" : "") + grouped(Math.abs(value).toFixed(0));
}
