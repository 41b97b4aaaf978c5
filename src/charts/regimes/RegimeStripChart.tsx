"use client";

import { useCallback, useMemo, useState } from "react";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { PaintedPlot } from "../PaintedPlot";
import { paintedSvg } from "../paintedSvg";
import type { StepView } from "../stepView";
import { useChartTheme } from "../useChartTheme";
import { paintRegimeStrip, stripArea } from "./paintRegimeStrip";
import { prepareRegimeStrip, type RegimeSteps } from "./prepareRegimeStrip";
import { RegimeLegend } from "./RegimeLegend";
import { regimeStripTable } from "./regimeStripTable";

interface RegimeStripChartProps extends FrameProps {
  data: RegimeSteps;
  view: StepView;
  /** Without panel, for the strip that stays in sight. */
  bare?: boolean;
}

/** Plateau, power law and decay of the rare curve over the steps. A click goes to a step. */
export function RegimeStripChart({ data, view, bare = false, ...frame }: RegimeStripChartProps) {
  const { height = bare ? 96 : 170 } = frame;
  const theme = useChartTheme();
  const [pointed, setPointed] = useState<number | null>(null);
  const spec = useMemo(() => prepareRegimeStrip(data, view, bare), [data, view, bare]);
  const paint = useCallback<Parameters<typeof PaintedPlot>[0]["paint"]>(
    (pen, canvas) => paintRegimeStrip(pen, spec, canvas),
    [spec],
  );
  const columnAt = ({ x, width }: { x: number; width: number }) => {
    const { area } = stripArea(spec, { width, height });
    return spec.columns.findIndex(({ left, right }) => x >= area.left(left) && x <= area.left(right));
  };
  const shown = pointed ?? spec.columns.findIndex(({ step }) => step === view.step);

  const plot = (
    <>
      <PaintedPlot
        height={height}
        label={`Regime strip. ${spec.summary}`}
        paint={paint}
        hint={bare && pointed !== null ? spec.columns[pointed]?.words : undefined}
        onPoint={(at) => {
          const column = at ? columnAt(at) : -1;
          setPointed(column < 0 ? null : column);
        }}
        onPick={(at) => {
          const column = spec.columns[columnAt(at)];
          if (column) view.onStep?.(column.step);
        }}
      />
      <RegimeLegend
        lead={bare ? `Neurons ranked by influence on ${data.band ?? "rare"} tokens:` : null}
        words={bare ? null : (spec.columns[shown]?.words ?? spec.summary)}
      />
    </>
  );
  if (bare) return plot;
  return (
    <ChartFrame
      {...frame}
      height={height}
      name="Regimes over steps"
      summary={spec.summary}
      table={() => regimeStripTable(data)}
      svg={() => paintedSvg({ paint, width: 900, height, theme, title: spec.summary })}
    >
      {plot}
    </ChartFrame>
  );
}
