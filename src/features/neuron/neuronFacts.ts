import type { CellValue, NeuronColumn, NeuronsAtStep } from "../neurons/neuronColumn";
import { columnGroups } from "../neurons/neuronColumn";
import { neuronColumns } from "../neurons/neuronColumns";

export interface NeuronFact {
  column: NeuronColumn;
  value: CellValue;
  /** The share of the layer's neurons whose value is lower, 0 … 1; null for words and where there is no value. */
  place: number | null;
}

/** Every number of one neuron with its place among the layer's, by group; groups without numbers are left out. */
export function neuronFacts(
  data: NeuronsAtStep,
  neuron: number,
): { group: NeuronColumn["group"]; facts: NeuronFact[] }[] {
  return columnGroups
    .map((group) => ({
      group,
      facts: neuronColumns
        .filter((column) => column.group === group)
        .flatMap((column): NeuronFact[] => {
          const values = column.valuesOf(data);
          if (!values) return [];
          const value = values[neuron] ?? null;
          return [{ column, value, place: placeAmong(value, values) }];
        }),
    }))
    .filter(({ facts }) => facts.length > 0);
}

function placeAmong(value: CellValue, values: readonly CellValue[]): number | null {
  if (typeof value !== "number") return null;
  const numbers = values.filter((other): other is number => typeof other === "number");
  if (numbers.length < 2) return null;
  return numbers.filter((other) => other < value).length / (numbers.length - 1);
}
