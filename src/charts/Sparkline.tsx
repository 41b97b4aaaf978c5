import { cssColor } from "./cssColor";
import { prepareSparkline } from "./prepareSparkline";
import type { ColorToken } from "./palette";

interface SparklineProps {
  values: (number | null)[];
  /** What a screen reader says. */
  label: string;
  color?: ColorToken;
  width?: number;
  height?: number;
}

/** A curve the size of a word. */
export function Sparkline({ values, label, color = "accent", width = 96, height = 24 }: SparklineProps) {
  const { path, last } = prepareSparkline(values, { width, height });
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="block"
    >
      <path d={path} fill="none" stroke={cssColor(color)} strokeWidth={1.5} strokeLinejoin="round" />
      {last && <circle cx={last[0]} cy={last[1]} r={2} fill={cssColor(color)} />}
    </svg>
  );
}
