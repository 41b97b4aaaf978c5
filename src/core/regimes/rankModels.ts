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

/**
 * Curves without a kink whose tails are heavier than any rival's: ln t(1 − p/2) of Student's law with 2 and with 4
 * degrees of freedom; slope 1 is |t|. They take no part in T; where one of them may well be a list's law, a kink must
 * also be rare among lists of it.
 */
export const heavyModels = {
  student2: [(rank, count) => studentQuantile2(rank / (count + 1))],
  student4: [(rank, count) => studentQuantile4(rank / (count + 1))],
} satisfies Record<string, readonly Term[]>;

export type HeavyModelName = keyof typeof heavyModels;

/** Curves without a kink. */
export type NullModelName = SmoothModelName | HeavyModelName;
export const nullModelNames = [...smoothModelNames, ...(Object.keys(heavyModels) as HeavyModelName[])];

/** ln of what |t| with two degrees of freedom exceeds with probability p: (1 − p) √(2 / p(2 − p)). */
const studentQuantile2 = (p: number) => Math.log1p(-p) + Math.log(2 / (p * (2 - p))) / 2;

/** The same with four: 2 √(q − 1), q = cos(arccos(√a)/3)/√a, a = p (2 − p). */
function studentQuantile4(p: number): number {
  const root = Math.sqrt(p * (2 - p));
  return Math.log(4 * (Math.cos(Math.acos(root) / 3) / root - 1)) / 2;
}

/** What every hinge model holds beside its hinges: b₁ ln r + δ ln(1 − p). */
export const hingeTerms: readonly Term[] = [logRank, logRemaining];

/** [bins] for a constant and each term. */
export function columnsOf(terms: readonly Term[], { rank, count }: RankBins): Float64Array[] {
  return [rank.map(() => 1), ...terms.map((term) => rank.map((r) => term(r, count)))];
}

export const columnsOfEach = <Name extends string>(models: Record<Name, readonly Term[]>, bins: RankBins) =>
  Object.fromEntries(
    Object.entries<readonly Term[]>(models).map(([name, terms]) => [name, columnsOf(terms, bins)]),
  ) as Record<Name, Float64Array[]>;

export interface ModelCurve {
  name: NullModelName | "hinge1" | "hinge2";
  /** Constant first, then one per term, then the change of slope at each knot. */
  coefficients: number[];
  /** Ranks; empty for smooth models. */
  knots: number[];
}

export interface FittedModel extends ModelCurve {
  name: SmoothModelName | "hinge1" | "hinge2";
  /** Weighted residual sum of squares over the bins. */
  rss: number;
  /** rss + parameters · ln bins; a knot counts as a parameter. */
  score: number;
}

/** ln v(r) of a fitted model over a list of `count`, for drawing and for drawing samples from. */
export function modelCurve(
  { name, coefficients, knots }: ModelCurve,
  count: number,
): (rank: number) => number {
  const terms: readonly Term[] =
    name === "hinge1" || name === "hinge2" ? hingeTerms : { ...smoothModels, ...heavyModels }[name];
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
