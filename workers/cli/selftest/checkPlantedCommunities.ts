import { groupActivations } from "~/core/groups/coordination/groupActivations";
import { measureModularity } from "~/core/groups/coordination/measureModularity";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { check, type Check } from "./check";

const [contexts, contextLength, neurons] = [24, 16, 20];

/** Two groups of ten neurons, each with a signal of its own, must be told apart; independent neurons must not. */
export function checkPlantedCommunities({ kernels }: ComputeBackend): Check[] {
  const measure = (activations: Float64Array) => {
    const members = Array.from({ length: neurons }, (_, i) => i);
    return measureModularity(groupActivations(activations, { neurons, contextLength, members }), {
      group: "planted",
      seed: 5,
      gramOf: (weights, rows, columns) => kernels.gram(weights, rows, columns),
    });
  };
  const valueOf = (rows: ReturnType<typeof measure>, name: string) =>
    rows.find(({ statistic }) => statistic === name);

  const planted = measure(layer(0.8));
  const noise = measure(layer(0));
  return [
    check("communities among two planted", valueOf(planted, "communities")?.value ?? NaN, {
      expected: 2,
      tolerance: 0,
    }),
    check("p of their modularity", valueOf(planted, "modularity")?.p ?? NaN, {
      expected: 0.01,
      tolerance: 0,
    }),
    check("modularity z of independent neurons", valueOf(noise, "modularity")?.z ?? NaN, {
      expected: 0,
      tolerance: 3,
    }),
  ];
}

/** @returns [T, neurons] noise; neurons of the same parity share a signal of this strength */
function layer(strength: number): Float64Array {
  const positions = contexts * contextLength;
  const activations = normalsFrom(seededRandom(6), positions * neurons);
  const signals = normalsFrom(seededRandom(7), positions * 2);
  for (let t = 0; t < positions; t++) {
    for (let i = 0; i < neurons; i++) activations[t * neurons + i]! += strength * signals[2 * t + (i % 2)]!;
  }
  return activations;
}
