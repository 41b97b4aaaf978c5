import type { ChartTable } from "~/charts/frame/chartTable";
import type { CellValue, NeuronColumn, NeuronsAtStep } from "./neuronColumn";
import { defaultColumns, neuronColumns } from "./neuronColumns";
import { meets, parseNeuronFilter } from "./neuronFilter";

export interface NeuronTableView {
  /** Ids of the columns shown; null: those of a newcomer. */
  columns: readonly string[] | null;
  /** The column's id, with a minus before it for the largest first. */
  sort: string;
  filter: string;
}

export interface NeuronTable {
  columns: NeuronColumn[];
  /** The neurons shown, in order. */
  neurons: number[];
  cell: (column: string, neuron: number) => CellValue;
  /** Rank beyond the noise floor: drawn faint, not interpreted. */
  faint: (neuron: number) => boolean;
  noiseFloorRank: number | null;
  /** Ids of the columns this step has numbers for. */
  available: ReadonlySet<string>;
  /** What of the filter could not be understood. */
  problems: string[];
}

/** Which neurons are shown, in which order, with what. The table, its counts and its CSV are all made from this. */
export function prepareNeuronTable(data: NeuronsAtStep, view: NeuronTableView): NeuronTable {
  const values = new Map(
    neuronColumns.flatMap((column) => {
      const found = column.valuesOf(data);
      return found ? [[column.id, found] as const] : [];
    }),
  );
  const cell = (column: string, neuron: number): CellValue => values.get(column)?.[neuron] ?? null;
  const { conditions, problems } = parseNeuronFilter(view.filter, neuronColumns);
  const missing = conditions.flatMap((condition) =>
    "column" in condition && !values.has(condition.column)
      ? [`${condition.column} is not measured at this step, so no neuron meets the condition.`]
      : [],
  );
  const neurons = Array.from({ length: data.neurons }, (_, neuron) => neuron).filter((neuron) =>
    conditions.every((condition) => meets(condition, neuron, (column) => cell(column, neuron))),
  );
  const rank = (neuron: number) => data.standings.rare?.rank[neuron] ?? neuron;
  const descending = view.sort.startsWith("-");
  const sortedBy = view.sort.replace(/^-/, "");
  const order = (a: number, b: number) =>
    sortedBy === "neuron"
      ? (a - b) * (descending ? -1 : 1)
      : compareCells(cell(sortedBy, a), cell(sortedBy, b), descending) || rank(a) - rank(b);
  const noiseFloorRank = data.standings.rare?.noiseFloorRank ?? null;
  const shown = new Set(view.columns ?? defaultColumns);
  return {
    columns: neuronColumns.filter(({ id }) => shown.has(id) && values.has(id)),
    neurons: neurons.sort(order),
    cell,
    faint: (neuron) => noiseFloorRank !== null && rank(neuron) > noiseFloorRank,
    noiseFloorRank,
    available: new Set(values.keys()),
    problems: [...problems, ...missing],
  };
}

/** What is not measured comes last in either direction. */
function compareCells(a: CellValue, b: CellValue, descending: boolean): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  const ascending =
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  return descending ? -ascending : ascending;
}

/** Exactly what is shown: these neurons in this order, these columns in these units. */
export function neuronTableCsv({ columns, neurons, cell }: NeuronTable): ChartTable {
  return {
    columns: [
      { label: "neuron", integer: true },
      ...columns.map(({ id, unit, kind }) => ({
        label: unit === null ? id : `${id}, ${unit}`,
        integer: kind === "count",
      })),
    ],
    rows: neurons.map((neuron) => [neuron, ...columns.map(({ id }) => cell(id, neuron))]),
  };
}
