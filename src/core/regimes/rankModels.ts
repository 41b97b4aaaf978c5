import { normalQuantile } from "../stats/normalQuantile";
import type { RankBins } from "./rankBins";

/** A function of a rank r among n; r may lie between ranks, in (0, n + 1). p = r / (n + 1). */
type Term = (rank: number, count: number) => number;

const logRank: Term = (rank) => Math.log(rank);
/** Every density that is finite at 0 ends like this, so no regime may be read into it. */
const logRemaining: Term = (rank, count) => Math.log1p(-Math.min(rank / (count + 1), 1 - 1e-12));

/** ln v of the curves without a kink that a plateau must beat; each is linear in its terms and a constant. */
export const smoothModels = {
  /** Power law with a generic end: b ln r + δ ln(1 − p). */
  dgbd: [logRank, logRemaining],
  /** Φ⁻¹(1 − p). */
  lognormal: [(rank, count) => -normalQuantile(rank / (count + 1))],
  /** ln(−ln p); slope 1 is the exponential law. */
  weibull: [(rank, count) => Math.log(-Math.log(rank / (count + 1)))],
  /** ln Φ⁻¹(1 − p/2); slope 1 is |N(0, σ)|. */
  powhalfnormal: [(rank, count) => Math.log(-normalQuantile(rank / (2 * (count + 1))))],
} satisfies Record<string, readonly Term[]>;

export type SmoothModelName = keyof typeof smoothModels;
export const smoothModelNames = Object.keys(smoothModels) as SmoothModelName[];

/** What every hinge model holds beside its hinges: b₁ ln r + δ ln(1 − p). */
export const hingeTerms: readonly Term[] = [logRank, logRemaining];

/** [bins] for a constant and each term. */
export function columnsOf(terms: readonly Term[], { rank, count }: RankBins): Float64Array[] {
  return [rank.map(() => 1), ...terms.map((term) => rank.map((r) => term(r, count)))];
}

export interface ModelCurve {
  name: SmoothModelName | "hinge1" | "hinge2";
  /** Constant first, then one per term, then the change of slope at each knot. */
  coefficients: number[];
  /** Ranks; empty for smooth models. */
  knots: number[];
}

/** ln v(r) of a fitted model over a list of `count`, for drawing and for drawing samples from. */
export function modelCurve(
  { name, coefficients, knots }: ModelCurve,
  count: number,
): (rank: number) => number {
  const terms: readonly Term[] = name === "hinge1" || name === "hinge2" ? hingeTerms : smoothModels[name];
  const firstHinge = 1 + terms.length;
  return (rank) => {
    let value = coefficients[0]!;
    for (let k = 0; k < terms.length; k++) value += coefficients[1 + k]! * terms[k]!(rank, count);
    for (let k = 0; k < knots.length; k++) {
      value += coefficients[firstHinge + k]! * Math.max(0, Math.log(rank / knots[k]!));
    }
    return value;
  };
}
