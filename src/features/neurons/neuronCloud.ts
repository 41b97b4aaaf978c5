import type { NeuronCloud } from "~/charts/scatter/prepareNeuronScatter";
import type { NeuronsAtStep } from "./neuronColumn";
import { neuronColumns } from "./neuronColumns";

const numbersOf = (data: NeuronsAtStep, id: string): (number | null)[] | null => {
  const values = neuronColumns.find((column) => column.id === id)?.valuesOf(data);
  return values?.map((value) => (typeof value === "number" ? value : null)) ?? null;
};

/** Two columns of the table as a cloud; null where the step lacks one of them. */
export function neuronCloud(
  data: NeuronsAtStep,
  { name, x, y }: { name: string; x: string; y: string },
): NeuronCloud | null {
  const [across, up] = [numbersOf(data, x), numbersOf(data, y)];
  if (!across || !up) return null;
  const { rare } = data.standings;
  return {
    ...{ name, step: data.step, x: across, y: up },
    rank: rare?.rank ?? [],
    regime: rare?.regime ?? [],
    noiseFloorRank: rare?.noiseFloorRank ?? null,
  };
}
