import type { ChartTable } from "../frame/chartTable";
import type { RegimeSteps } from "./prepareRegimeStrip";

/** The strip as rows: one a step, with the reason where a regime is absent. */
export function regimeStripTable({ steps, regimes, reasons }: RegimeSteps): ChartTable {
  const columns = [
    { label: "step", integer: true },
    { label: "plateau, neurons", integer: true },
    { label: "low", integer: true },
    { label: "high", integer: true },
    { label: "power law up to rank", integer: true },
    { label: "exponent" },
    { label: "p" },
    { label: "why absent" },
  ];
  const rows = steps.map((step, i) => {
    const fit = regimes[i];
    if (!fit?.measurable)
      return [step, null, null, null, null, null, null, fit?.reason ?? reasons[i] ?? "not measured yet"];
    const { plateau, powerLaw, r1, r2, p } = fit;
    const [low, high] = (plateau.present ? r1.interval : null) ?? [null, null];
    const upTo = powerLaw.present ? r2.value : null;
    return [step, plateau.size, low, high, upTo, powerLaw.exponent, p, plateau.reason ?? powerLaw.reason];
  });
  return { columns, rows };
}
