import { formatInteger, formatNumber } from "../format/formatNumber";
import type { HeatBlock, HeatMapSpec } from "./heatMapSpec";

export interface CoactivationMatrix {
  step: number;
  /** [n] in the order of the rows. */
  neurons: number[];
  /** [n] ascending or not, equal ones adjacent. */
  communities: number[];
  /** [n][n] correlations. */
  matrix: number[][];
}

/** The correlations of a group's neurons, communities framed; the diagonal, which is always 1, is left out. */
export function prepareCoactivation(data: CoactivationMatrix): HeatMapSpec {
  const { neurons, communities, matrix } = data;
  const n = neurons.length;
  // Rows go upwards: the first neuron is at the top, as in a table.
  const row = (from: number) => n - 1 - from;
  const names = neurons.map(String);
  const largest = matrix.reduce(
    (most, correlations, i) =>
      correlations.reduce((m, r, j) => (i === j ? m : Math.max(m, Math.abs(r))), most),
    0,
  );
  const end = Math.min(1, Math.max(0.1, Math.ceil(largest * 10) / 10));
  const blocks = communityBlocks(communities);
  return {
    name: `Co-activation, step ${formatInteger(data.step)}`,
    x: { names },
    y: { names: names.toReversed() },
    values: names.map((_, column) =>
      names.map((_name, at) => (row(at) === column ? null : (matrix[column]?.[row(at)] ?? null))),
    ),
    color: {
      map: "diverging",
      label: "correlation",
      unit: null,
      scale: "linear",
      domain: [-end, end],
      marks: [],
    },
    printed: false,
    selectedColumn: null,
    selectedRow: null,
    blocks,
    words: (column, at) => {
      const [a, b] = [names[column] ?? "", names[row(at)] ?? ""];
      return a === b
        ? `neuron ${a}`
        : `neurons ${b} and ${a}: r = ${formatNumber(matrix[column]?.[row(at)])}`;
    },
    summary:
      `Correlations of ${n} neurons at step ${formatInteger(data.step)} in ${blocks.length} communities; ` +
      `the largest between two of them is ${formatNumber(largest)} in size.`,
    notes: ["frames: communities, which are found in noise as well; the null is beside the modularity"],
  };
}

/** Stretches of equal communities, from the top left along the diagonal. */
function communityBlocks(communities: readonly number[]): HeatBlock[] {
  const stretches: [number, number][] = [];
  communities.forEach((community, i) => {
    const last = stretches.at(-1);
    if (last && communities[i - 1] === community) last[1] = i;
    else stretches.push([i, i]);
  });
  const n = communities.length;
  return stretches.map(([from, to]) => ({ columns: [from, to], rows: [n - 1 - to, n - 1 - from] }));
}
