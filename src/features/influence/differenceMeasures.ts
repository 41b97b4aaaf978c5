import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import type { CalibratedRegimes, MeasuredRegimes } from "~/core/regimes/regimeFit";

type Fit = CalibratedRegimes | Omit<MeasuredRegimes, "models">;
type MeasuredFit = Omit<MeasuredRegimes, "models">;

/** What of the fitted curves is compared, rare − common: its series, its axis, and the regime it is of. */
export const differenceMeasures = [
  {
    id: "plateauSize",
    quantity: { label: "plateau size, rare − common", axis: "rare − common", unit: "neurons" },
    regime: "plateau",
    presentIn: ({ plateau }: MeasuredFit) => plateau.present,
    words: ({ plateau, r1 }: MeasuredFit) =>
      plateau.present
        ? `${formatInteger(plateau.size)} ${formatInterval(r1.interval, formatInteger)}`
        : reasonOf(plateau),
  },
  {
    id: "exponent",
    quantity: { label: "exponent κ, rare − common", axis: "rare − common", unit: null },
    regime: "power law",
    presentIn: ({ powerLaw }: MeasuredFit) => powerLaw.present,
    words: ({ powerLaw }: MeasuredFit) =>
      powerLaw.present
        ? `${formatNumber(powerLaw.exponent)} ${formatInterval(powerLaw.interval)}`
        : reasonOf(powerLaw),
  },
  {
    id: "decay",
    quantity: { label: "decay δ, rare − common", axis: "rare − common", unit: null },
    regime: "decay",
    presentIn: ({ decay }: MeasuredFit) => decay.present,
    words: ({ decay }: MeasuredFit) =>
      decay.present ? `${formatNumber(decay.delta)} ${formatInterval(decay.interval)}` : reasonOf(decay),
  },
] as const;

export type DifferenceMeasure = (typeof differenceMeasures)[number];

/** Where one of the two curves has the regime that is compared. */
export function presentSteps(
  { presentIn }: DifferenceMeasure,
  { rare, common }: { rare: readonly (Fit | null)[]; common: readonly (Fit | null)[] },
): boolean[] {
  const has = (fit: Fit | null | undefined) => fit?.measurable === true && presentIn(fit);
  return rare.map((fit, i) => has(fit) || has(common[i]));
}

/** The fit of one curve as far as the measure goes: the value with its interval, or why there is none. */
export function sideWords({ words }: DifferenceMeasure, fit: Fit | null): string {
  if (fit === null) return "not measured";
  return fit.measurable ? words(fit) : `no fit: ${fit.reason}`;
}

const reasonOf = ({ reason }: { reason: string | null }) => `absent${reason === null ? "" : `: ${reason}`}`;
