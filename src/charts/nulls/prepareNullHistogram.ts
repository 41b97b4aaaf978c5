import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { ticks } from "d3-array";
import { formatNumber } from "../format/formatNumber";
import { formatPValue } from "../format/formatProbability";
import { formatStatistic } from "../format/formatStatistic";
import { significance } from "./prepareNullOverSteps";

export interface NullHistogram {
  bars: { from: number; to: number; middle: number; count: number }[];
  domain: [number, number];
  ticks: number[];
  value: number | null;
  /** Told from the null: only then is the value coloured. */
  finding: boolean;
  summary: string;
}

/** One group's value among those of its random groups: about 20 round bins over both. */
export function prepareNullHistogram({
  nullValues,
  value,
  p,
  z,
  draws,
  statistic,
}: PreparedStatistic): NullHistogram {
  const all = value === null ? nullValues : [...nullValues, value];
  const bins = ticks(Math.min(...all), Math.max(...all), 20);
  const width = bins.length > 1 ? bins[1]! - bins[0]! : 1;
  const first = Math.floor(Math.min(...all) / width);
  const last = Math.floor(Math.max(...all) / width);
  const bars = Array.from({ length: all.length === 0 ? 0 : last - first + 1 }, (_, i) => {
    const from = (first + i) * width;
    const count = nullValues.filter((drawn) => Math.floor(drawn / width) === first + i).length;
    return { from, to: from + width, middle: from + width / 2, count };
  });
  const domain: [number, number] = [(first - 0.5) * width, (last + 1.5) * width];
  const finding = p !== null && p <= significance;
  return {
    bars,
    domain,
    ticks: ticks(domain[0], domain[1], 5),
    value,
    finding,
    summary:
      value === null
        ? `${statistic}: not measurable.`
        : `${statistic} ${formatStatistic(value)} among ${draws} random groups, z = ${formatNumber(z, 2)}, ${formatPValue(p)}.`,
  };
}

export type PreparedStatistic = Pick<
  GroupStatistic,
  "nullValues" | "value" | "p" | "z" | "draws" | "statistic"
>;
