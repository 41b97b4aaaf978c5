import { z } from "zod";
import { chiSquareSurvival } from "../../stats/chiSquare";
import { countUpTo, positiveEigenvalues } from "../positiveEigenvalues";
import { lognormalTail } from "./lognormalTail";
import { exponentialTail, powerLawTail, type TailSample, tailSample } from "./tailSample";
import { truncatedPowerLawTail } from "./truncatedPowerLawTail";
import { vuong } from "./vuong";

const Comparison = z.object({ R: z.number(), normalizedR: z.number(), p: z.number() });

/** Whether a tail is a power law rather than something else, in R > 0 for the power law. */
export const TailModels = z.object({
  /** "vuong:exponential,lognormal;nested:truncated@2" */
  method: z.string(),
  xmin: z.number().nullable(),
  tailSize: z.int(),
  /** 1 + n/Σ ln(x/xmin) */
  alpha: z.number().nullable(),
  exponential: Comparison.extend({ lambda: z.number() }).nullable(),
  /** μ and σ of ln x; null where the best lognormal is the power law itself. */
  lognormal: Comparison.extend({ mu: z.number().nullable(), sigma: z.number().nullable() }).nullable(),
  /**
   * Nested, so R ≤ 0 always. The power law is the end Λ = 0 of the cut-offs allowed, so 2|R| is 0 half of the time and
   * χ² with one degree of freedom else: p is half of the latter's (Self and Liang 1987), and 1 for R = 0.
   */
  truncated: z.object({ alpha: z.number(), lambda: z.number(), R: z.number(), p: z.number() }).nullable(),
  verdict: z.enum(["inconclusive", "power law", "exponential", "lognormal", "truncated power law"]),
  reason: z.string(),
});
export type TailModels = z.infer<typeof TailModels>;

const method = "vuong:exponential,lognormal;nested:truncated@2";
/** Below this many points the tests cannot tell a power law from a lognormal, and "inconclusive" is the verdict. */
const decisiveTail = 200;
const level = 0.05;

/**
 * Compares the power law of a tail with three rivals, each fitted by maximum likelihood to the same values: Vuong's
 * test against the exponential and the lognormal, the nested likelihood-ratio test against an exponential cut-off. A
 * lognormal comes as near to a power law as one likes (σ → ∞), so on exact power laws Vuong's test against it hardly
 * ever rejects: it is careful, not exact.
 *
 * @param eigenvalues ascending
 * @param xmin where the tail begins, usually that of `fitAlphaWw`; null if there was no fit
 */
export function compareTailModels(eigenvalues: Float64Array, xmin: number | null): TailModels {
  const positive = positiveEigenvalues(eigenvalues);
  const tail =
    xmin === null ? positive.subarray(0, 0) : positive.subarray(countUpTo(positive, previous(xmin)));
  // Values that agree to nine digits are equal ones and rounding: there is no law to tell from another.
  if (tail.length < 3 || tail.at(-1)! <= tail[0]! * (1 + 1e-9)) {
    const reason = `${tail.length} eigenvalues in the tail; a comparison needs 3 that are not all equal`;
    const nothing = { alpha: null, exponential: null, lognormal: null, truncated: null };
    return { method, xmin, tailSize: tail.length, ...nothing, verdict: "inconclusive", reason };
  }

  const start = tail[0]!;
  const compared = compare(tailSample(tail), start);
  return { method, xmin: start, tailSize: tail.length, ...compared, ...judge(tail.length, compared) };
}

function compare(sample: TailSample, xmin: number) {
  const powerLaw = powerLawTail(sample);
  const exponential = exponentialTail(sample);
  const lognormal = lognormalTail(sample);
  const truncated = truncatedPowerLawTail(sample);
  const nested = Math.min(0, vuong(sample, powerLaw, truncated).R);
  return {
    alpha: powerLaw.alpha,
    exponential: { lambda: exponential.lambda / xmin, ...vuong(sample, powerLaw, exponential) },
    lognormal: {
      mu: lognormal.mu === null ? null : lognormal.mu + Math.log(xmin),
      sigma: lognormal.sigma,
      ...vuong(sample, powerLaw, lognormal),
    },
    truncated: {
      alpha: truncated.alpha,
      lambda: truncated.lambda / xmin,
      R: nested,
      p: nested < 0 ? chiSquareSurvival(-2 * nested, 1) / 2 : 1,
    },
  };
}

function judge(
  tailSize: number,
  { exponential, lognormal, truncated }: ReturnType<typeof compare>,
): Pick<TailModels, "verdict" | "reason"> {
  if (tailSize < decisiveTail) {
    const reason = `${tailSize} eigenvalues in the tail; fewer than ${decisiveTail} cannot tell these laws apart`;
    return { verdict: "inconclusive", reason };
  }
  const rivals = [
    { verdict: "exponential" as const, ...exponential },
    { verdict: "lognormal" as const, ...lognormal },
    { verdict: "truncated power law" as const, ...truncated },
  ];
  const [better] = rivals.filter(({ R, p }) => R < 0 && p < level).sort((a, b) => a.R - b.R);
  if (better) {
    return { verdict: better.verdict, reason: `it beats the power law at p = ${better.p.toPrecision(2)}` };
  }
  if (exponential.R > 0 && exponential.p < level) {
    return { verdict: "power law", reason: "it beats the exponential, and no rival beats it at p < .05" };
  }
  return { verdict: "inconclusive", reason: "neither the power law nor a rival is better at p < .05" };
}

/** A value just below x, so that eigenvalues equal to xmin stay in the tail. */
function previous(x: number): number {
  return x * (1 - Number.EPSILON);
}
