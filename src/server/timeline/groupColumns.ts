import { group } from "d3-array";

interface Row {
  step: number;
  group: string;
  space: string;
  statistic: string;
  method: string;
  size: number;
  value: number | null;
  nullMean: number | null;
  nullSd: number | null;
  nullLow: number | null;
  nullHigh: number | null;
  z: number | null;
  p: number | null;
  pHolm: number | null;
  reason: string | null;
}

type Column = Exclude<keyof Row, "step" | "group" | "space" | "statistic" | "method">;

/** One statistic of one group over the steps. */
export type GroupColumns = Pick<Row, "group" | "space" | "statistic" | "method"> & {
  [C in Column]: (Row[C] | null)[];
};

/** Rows by statistic, each as columns over `steps`, null where a step has none. */
export function groupColumns(rows: readonly Row[], steps: readonly number[]): GroupColumns[] {
  const key = ({ group, space, statistic, method }: Row) => [group, space, statistic, method].join("\u0000");
  return [...group(rows, key).values()].map((curve) => {
    const { group: name, space, statistic, method } = curve[0]!;
    const at = new Map(curve.map((row) => [row.step, row]));
    const column = <C extends Column>(of: C) => steps.map((step) => at.get(step)?.[of] ?? null);
    return {
      ...{ group: name, space, statistic, method },
      size: column("size"),
      value: column("value"),
      nullMean: column("nullMean"),
      nullSd: column("nullSd"),
      nullLow: column("nullLow"),
      nullHigh: column("nullHigh"),
      z: column("z"),
      p: column("p"),
      pHolm: column("pHolm"),
      reason: column("reason"),
    };
  });
}
