import type { CalibratedRegimes, MeasuredRegimes, PaperRegimes } from "~/core/regimes/regimeFit";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { formatPValue } from "~/charts/format/formatProbability";
import { formatShare } from "~/charts/format/formatShare";
import { milliNats } from "~/charts/format/milliNats";

export interface VerdictLine {
  name: string;
  value: string;
  /** The sentence behind it: an interval's method, or why something is absent. */
  remark: string | null;
}

const absent = (name: string, reason: string | null): VerdictLine => ({
  name,
  value: "absent",
  remark: reason,
});

const logExcessOf = ({ logExcess }: MeasuredRegimes["plateau"]) =>
  logExcess ? `log excess ${formatNumber(logExcess.value)} ${formatInterval(logExcess.interval)}; ` : "";

const steadyOf = ({ steadyP }: MeasuredRegimes) =>
  steadyP === null ? "" : `${formatPValue(steadyP)} under a smooth curve’s weights; `;

/** What T was held against. */
const nullsOf = ({ nulls, draws, bestSmooth }: MeasuredRegimes) =>
  nulls.length > 1
    ? `up to ${draws.null} bootstrap draws each of ${nulls.join(", ")}`
    : `${draws.null} bootstrap draws of ${nulls[0] ?? bestSmooth}`;

/** What the calibrated fit of one ranked curve says, line by line; what is absent comes with its reason. */
export function regimeVerdict(regimes: CalibratedRegimes | null): VerdictLine[] {
  if (regimes === null)
    return [{ name: "Fit", value: "none", remark: "this curve was not fitted at this step" }];
  if (!regimes.measurable) return [{ name: "Fit", value: "none", remark: regimes.reason }];
  const { plateau, powerLaw, decay, r1, n, layerSize, leftOut } = regimes;
  const toMilli = (nats: number) => formatNumber(nats * milliNats.factor);
  return [
    plateau.present
      ? {
          name: "Plateau",
          value: `${formatInteger(plateau.size)} neurons ${formatInterval(r1.interval, formatInteger)}`,
          remark: `${formatShare(plateau.shareOfLayer)} of the layer; ${logExcessOf(plateau)}excess ${toMilli(plateau.excess ?? 0)} ${formatInterval(plateau.excessInterval, toMilli)} ${milliNats.unit}`,
        }
      : absent("Plateau", plateau.reason),
    powerLaw.present
      ? {
          name: "Power law",
          value: `κ = ${formatNumber(powerLaw.exponent)} ${formatInterval(powerLaw.interval)}`,
          remark: `ranks ${formatInteger(Math.round(regimes.r1.value))} to ${formatInteger(Math.round(Math.min(regimes.r2.value, n)))}`,
        }
      : absent("Power law", powerLaw.reason),
    decay.present
      ? {
          name: "Decay",
          value: `δ = ${formatNumber(decay.delta)} ${formatInterval(decay.interval)}`,
          remark: null,
        }
      : absent("Decay", decay.reason),
    {
      name: "Kink",
      value: formatPValue(regimes.p),
      remark: `${steadyOf(regimes)}best smooth rival ${regimes.bestSmooth}, T = ${formatNumber(regimes.T)}, ${nullsOf(regimes)}`,
    },
    {
      name: "Noise floor",
      value: regimes.noiseFloorRank === null ? "–" : `rank ${formatInteger(regimes.noiseFloorRank)}`,
      remark: `${formatInteger(n)} of ${formatInteger(layerSize)} neurons ranked${leftOut > 0 ? `, ${formatInteger(leftOut)} at zero or below left out` : ""}`,
    },
  ];
}

/** What the paper's fixed cuts say of the same curve. */
export function paperVerdict(regimes: PaperRegimes | null): VerdictLine[] {
  if (!regimes) return [];
  if (!regimes.measurable) return [{ name: "Paper", value: "none", remark: regimes.reason }];
  const { shares, cuts, zipf, zipfWindow } = regimes;
  const parts = [shares.plateau, shares.powerLaw, shares.decay].map(formatShare).join(" / ");
  return [
    {
      name: "Paper's cuts",
      value: parts,
      remark: `ranks ${cuts.plateau} and ${formatInteger(cuts.powerLaw)}, fixed; they find three regimes in noise, too`,
    },
    {
      name: "Zipf slope",
      value: formatNumber(zipf.slope),
      remark: zipfWindow ? `${formatNumber(zipfWindow.slope)} for ln r from 3.5 to 4.5` : null,
    },
  ];
}
