import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger } from "~/charts/format/formatNumber";
import { formatPValue } from "~/charts/format/formatProbability";
import type { CalibratedRegimes, MeasuredRegimes } from "~/core/regimes/regimeFit";

interface Seen {
  step: number;
  rare: CalibratedRegimes | null;
  common: CalibratedRegimes | null;
}

/** One step in one sentence, from its fits: what is there with its interval, what is not, and why. */
export function whatYouSee({ step, rare, common }: Seen): string {
  const at = `At step ${formatInteger(step)}`;
  if (rare === null) return withoutRare(at, common);
  if (!rare.measurable) return `${at} no curve can be fitted: ${withoutStop(rare.reason)}.`;

  const other = common?.measurable ? common : null;
  if (!rare.plateau.present) {
    if (other?.plateau.present) {
      return `${at} the common-token curve shows a plateau of ${plateauOf(other)}; the rare one shows none.`;
    }
    return `No plateau at step ${formatInteger(step)}: ${withoutStop(rare.plateau.reason ?? "smooth curves fit as well")}.`;
  }
  const shown = `${at} the rare-token curve shows a plateau of ${plateauOf(rare)}`;
  if (!other) return `${shown}; the common one is not measurable.`;
  return other.plateau.present
    ? `${shown}; the common one of ${plateauOf(other)}.`
    : `${shown}; the common one shows none.`;
}

function withoutRare(at: string, common: CalibratedRegimes | null): string {
  if (common === null) return `${at} no ranked curve is measured.`;
  const other =
    common.measurable && common.plateau.present ? `a plateau of ${plateauOf(common)}` : "no plateau";
  return `${at} no evaluated position has a rare target; the common-token curve shows ${other}.`;
}

function plateauOf({ plateau, r1, p }: MeasuredRegimes): string {
  const interval = r1.interval ? ` ${formatInterval(r1.interval, formatInteger)}` : "";
  return `${formatInteger(plateau.size)} neurons${interval} (${formatPValue(p)})`;
}

const withoutStop = (sentence: string) => sentence.replace(/\.$/, "");
