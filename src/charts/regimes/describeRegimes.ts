import type { CalibratedRegimes, MeasuredRegimes } from "~/core/regimes/regimeFit";
import { formatInterval } from "../format/formatInterval";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { formatPValue } from "../format/formatProbability";

/** A fit, with or without its models. */
export type DescribedRegimes = Exclude<CalibratedRegimes, MeasuredRegimes> | Omit<MeasuredRegimes, "models">;

/** The fit of one band as sentences: what is there with its interval, what is absent and why. */
export function describeRegimes(band: string, regimes: DescribedRegimes | null): string {
  const name = band.charAt(0).toUpperCase() + band.slice(1);
  if (regimes === null) return `${name}: not measured.`;
  if (!regimes.measurable) return `${name}: no fit, ${regimes.reason}.`;
  const { plateau, powerLaw, r1, p } = regimes;
  const first = plateau.present
    ? `${name} has a plateau of ${formatInteger(plateau.size)} neurons ${formatInterval(r1.interval, formatInteger)} (${formatPValue(p)})`
    : `${name} has no plateau: ${plateau.reason ?? "unknown"}`;
  const second = powerLaw.present
    ? `power law with exponent ${formatNumber(powerLaw.exponent)} ${formatInterval(powerLaw.interval)}`
    : `no power law: ${powerLaw.reason ?? "unknown"}`;
  return `${first}; ${second}.`;
}
