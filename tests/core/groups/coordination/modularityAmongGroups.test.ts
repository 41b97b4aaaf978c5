import { expect, test } from "vitest";
import { measureModularityAmongGroups } from "~/core/groups/coordination/measureModularityAmongGroups";
import { correlateActivations } from "~/core/groups/correlateActivations";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { plainKernels } from "~tests/helpers/spectra";

const [positions, neurons] = [300, 60];
/** Neurons 0 … 11 follow one of two causes, against each other; the others follow none. */
function planted() {
  const noise = normalsFrom(seededRandom(4), positions * neurons);
  const causes = normalsFrom(seededRandom(5), positions * 2);
  const activations = noise.map((z, at) => {
    const [t, i] = [Math.floor(at / neurons), at % neurons];
    return i < 12 ? z + causes[2 * t + (i % 2)]! : z;
  });
  return correlateActivations(activations, { positions, neurons, gramOf: plainKernels.gramOf });
}

const group = (members: number[]) => ({
  ...{ group: "planted", members, norms: new Float64Array(neurons).fill(1), seed: 2, draws: 99 },
});

test("two planted communities stand out among random groups, and a random group does not", () => {
  const correlation = planted();
  const [q] = measureModularityAmongGroups(correlation, group(Array.from({ length: 12 }, (_, i) => i)));
  expect(q).toMatchObject({ statistic: "modularity", size: 12, draws: 99, p: 0.02 });
  expect(q!.z).toBeGreaterThan(1);
  const [other] = measureModularityAmongGroups(correlation, group([20, 25, 30, 35, 40, 45]));
  expect(other!.p).toBeGreaterThan(0.02);
});

test("two neurons make no communities, and say so", () => {
  const [q] = measureModularityAmongGroups(planted(), group([1, 2]));
  expect(q).toMatchObject({ value: null, p: null });
  expect(q!.reason).toMatch(/./);
});
