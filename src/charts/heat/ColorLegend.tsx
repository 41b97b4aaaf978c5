import { formatNumber, formatTick } from "../format/formatNumber";
import { useChartTheme } from "../useChartTheme";
import { divergingGradient } from "./diverging";
import { colorShare } from "./heatColor";
import type { HeatMapSpec } from "./heatMapSpec";
import { viridisGradient } from "./viridis";

/** Which colour is which value, with the marks that mean something. */
export function ColorLegend({ spec }: { spec: HeatMapSpec }) {
  const { label, unit, domain, marks, map } = spec.color;
  const theme = useChartTheme();
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span>{unit === null ? label : `${label}, ${unit}`}</span>
      <span>{formatNumber(domain[0], 2)}</span>
      <span
        className="relative h-2.5 w-36 rounded-xs"
        style={{ background: map === "viridis" ? viridisGradient : divergingGradient(theme) }}
        aria-hidden
      >
        {marks.map((mark) => (
          <span
            key={mark}
            className="absolute -top-0.5 -bottom-0.5 w-px bg-(--ink)"
            style={{ left: `${colorShare(spec, mark) * 100}%` }}
          />
        ))}
      </span>
      <span>{formatNumber(domain[1], 2)}</span>
      {marks.length > 0 && <span>marks at {marks.map(formatTick).join(" and ")}</span>}
    </span>
  );
}
