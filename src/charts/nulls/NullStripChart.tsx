"use client";

import { useMemo, useRef } from "react";
import { Bar, BarChart, ReferenceDot, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { formatNumber, formatTick } from "../format/formatNumber";
import { formatPValue } from "../format/formatProbability";
import { formatStatistic } from "../format/formatStatistic";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { palette } from "../palette";
import { useChartTheme } from "../useChartTheme";
import { prepareNullHistogram, type PreparedStatistic } from "./prepareNullHistogram";

interface NullStripChartProps extends FrameProps {
  statistic: PreparedStatistic & { reason: string | null };
  /** Of the value, on the axis. */
  label: string;
}

/** One value among those of its random groups: the null in grey, the value as one dot. */
export function NullStripChart({ statistic, label, ...frame }: NullStripChartProps) {
  const histogram = useMemo(() => prepareNullHistogram(statistic), [statistic]);
  const colors = palette[useChartTheme()];
  const host = useRef<HTMLDivElement>(null);
  const { height = 120 } = frame;
  const empty =
    frame.empty ?? (statistic.value === null ? (statistic.reason ?? "Not measurable here.") : null);
  const tick = { fill: colors.inkSoft, fontSize: 11 };
  const dot = histogram.finding ? colors.rare : colors.ink;
  const tallest = histogram.bars.reduce((most, { count }) => Math.max(most, count), 1);

  return (
    <ChartFrame
      {...frame}
      empty={empty}
      height={height}
      name={label}
      summary={histogram.summary}
      table={() => ({
        columns: [{ label: "from" }, { label: "to" }, { label: "random groups", integer: true }],
        rows: histogram.bars.map(({ from, to, count }) => [from, to, count]),
      })}
      svg={() => host.current?.querySelector("svg")?.outerHTML ?? ""}
    >
      <div ref={host} style={{ height }} aria-hidden>
        <ResponsiveContainer width="100%" height={height}>
          <BarChart
            // Nothing in a hidden picture takes the focus; the table twin says what it shows.
            accessibilityLayer={false}
            data={histogram.bars}
            margin={{ top: 8, right: 12, bottom: 0, left: 8 }}
            barCategoryGap={1}
          >
            <XAxis
              dataKey="middle"
              type="number"
              domain={histogram.domain}
              tick={tick}
              tickFormatter={formatTick}
              ticks={histogram.ticks}
              stroke={colors.inkFaint}
            />
            <YAxis hide domain={[0, tallest]} />
            <Bar dataKey="count" fill={colors.null} fillOpacity={0.45} isAnimationActive={false} />
            {histogram.value !== null && <ReferenceLine x={histogram.value} stroke={dot} strokeWidth={1.5} />}
            {histogram.value !== null && (
              <ReferenceDot x={histogram.value} y={tallest / 2} r={5} fill={dot} stroke="none" />
            )}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <p className="pl-1 text-[12px] text-(--ink-soft) tabular-nums">
        {label} <span className="text-(--ink)">{formatStatistic(statistic.value)}</span>
        {` · ${statistic.draws} random groups · z = ${formatNumber(statistic.z, 2)} · ${formatPValue(statistic.p)}`}
        {!histogram.finding && " · inside the null"}
      </p>
    </ChartFrame>
  );
}
