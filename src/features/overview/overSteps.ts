import { formatInteger } from "~/charts/format/formatNumber";
import type { CalibratedRegimes } from "~/core/regimes/regimeFit";

interface Measured {
  steps: readonly number[];
  regimes: { rare: readonly (CalibratedRegimes | null)[]; common: readonly (CalibratedRegimes | null)[] };
  onset: number | null;
  onsetByExcess: number | null;
}

/** The run so far in one sentence: at how many steps a plateau was found, and whether it has set in. */
export function overSteps({ steps, regimes, onset, onsetByExcess }: Measured): string | null {
  if (steps.length < 2) return null;
  const plateaus = (fits: readonly (CalibratedRegimes | null)[]) =>
    steps.filter((_, at) => {
      const fit = fits[at];
      return fit?.measurable === true && fit.plateau.present;
    });
  const rare = plateaus(regimes.rare);
  const common = plateaus(regimes.common);
  const at = (step: number | null) => (step === null ? "none" : `step ${formatInteger(step)}`);
  const since = onset === null ? "no lasting onset yet" : `onset at ${at(onset)}`;
  const other = onsetByExcess === onset ? "" : ` (by the excess in nats ${at(onsetByExcess)})`;
  return `Measured at ${formatInteger(steps.length)} steps: rare plateau ${where(rare)}, common ${where(common)}; ${since}${other}.`;
}

function where(steps: readonly number[]): string {
  if (steps.length === 0) return "at none";
  return steps.length === 1 ? `at 1 (step ${formatInteger(steps[0])})` : `at ${formatInteger(steps.length)}`;
}
