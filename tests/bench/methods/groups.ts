import { correlateActivations } from "~/core/groups/correlateActivations";
import { measureCoactivation } from "~/core/groups/coordination/measureCoactivation";
import { groupActivations } from "~/core/groups/coordination/groupActivations";
import { measureJoinCount } from "~/core/groups/coordination/measureJoinCount";
import { measureModularity } from "~/core/groups/coordination/measureModularity";
import { nearestNeighbours } from "~/core/groups/coordination/nearestNeighbours";
import { measureEffectiveDimension } from "~/core/groups/measureEffectiveDimension";
import { measureGroupSpectra } from "~/core/groups/measureGroupSpectra";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { openBackend } from "~workers/backends/openBackend";
import { linearKernels } from "~workers/measure/linearKernels";
import { bestOf } from "../engine/bestOf";
import type { Bench, BenchRecord } from "../record";

const [neurons, width, positions, contextLength, size] = [3072, 768, 16_384, 128, 50];

/** Coordination and group spectra at the size of GPT-2's layers, through the backend's float64 kernels. */
export const bench: Bench = async () => {
  const { kernels, description } = await openBackend();
  const linear = linearKernels(kernels);
  const weights = Float32Array.from(normalsFrom(seededRandom(1), neurons * width));
  const norms = normalsFrom(seededRandom(2), neurons).map(Math.exp);
  const members = Int32Array.from({ length: size }, (_, i) => 60 * i);
  const group = { group: "plateau", members, norms, seed: 1, draws: 199 };

  const record = (name: string, value: number, bar: BenchRecord["bar"], sizes: string): BenchRecord => ({
    name,
    value,
    unit: "s",
    bar,
    backend: description,
    sizes,
  });

  const shape = `n = ${size} of ${neurons}, d = ${width}, 199 random groups`;
  const spectra = bestOf(3, () =>
    measureGroupSpectra({ space: "W_in", weights, rows: neurons, columns: width }, group, linear),
  );

  const activations = randomActivations();
  const coordination = bestOf(1, () => {
    const correlation = correlateActivations(activations, { positions, neurons, gramOf: linear.gramOf });
    measureCoactivation(correlation, group);
    measureEffectiveDimension(correlation, group, linear);
  });
  const modularity = bestOf(1, () =>
    measureModularity(groupActivations(activations, { neurons, contextLength, members }), {
      group: "plateau",
      seed: 1,
      gramOf: linear.gramOf,
    }),
  );
  const joins = bestOf(1, () => {
    const neighbours = nearestNeighbours(weights, { rows: neurons, columns: width, gramOf: linear.gramOf });
    measureJoinCount(group, { space: "W_in", neighbours });
  });
  const layer = `m = ${neurons}, T = ${positions}, n = ${size}`;
  return [
    record("group spectra against their null", spectra, { atMost: 0.4 }, shape),
    record(
      "co-activation and effective dimension",
      coordination,
      { atMost: 10 },
      `${layer}, 199 random groups`,
    ),
    record("modularity against its null", modularity, null, `${layer}, 199 shuffled copies`),
    record("neighbours and join count", joins, null, `${shape}, k = 10`),
  ];
};

/** Uniform numbers: a normal law of 50 million would take longer to draw than to measure. */
function randomActivations(): Float32Array {
  const random = seededRandom(3);
  const values = new Float32Array(positions * neurons);
  for (let at = 0; at < values.length; at++) values[at] = random();
  return values;
}
