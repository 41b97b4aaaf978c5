import { requireThat } from "../../errors";
import type { GramOf } from "../../linalg/matrixKernels";
import { deriveSeed, seededRandom } from "../../stats/random";
import { againstNull } from "../againstNull";
import type { GroupStatistic } from "../groupStatistic";
import { type GroupActivations, shuffleContexts } from "./groupActivations";
import { louvain } from "./louvain";
import { modularityMatrix, signedModularity } from "./signedModularity";

const method = "louvain:signed,10_restarts;null:context_shuffle@1";
const statistics = ["modularity", "modularity_difference", "communities"] as const;
/** Fewer contexts have too few orders for a null. */
const fewestContexts = 4;

/**
 * Communities in the signed correlation graph of a group: Q, Q⁺ − Q⁻ and how many, each beside the same of copies whose
 * contexts were dealt anew to each neuron. METHODS §4. Only the z is a finding: Louvain finds communities in noise, too,
 * more of them the fewer positions there are.
 *
 * What depends on the place in the context alone stays as it was in a copy, so it is not taken for co-activation.
 *
 * @param activations of `groupActivations`
 */
export function measureModularity(
  activations: GroupActivations,
  options: { group: string; seed: number; gramOf: GramOf; copies?: number },
): GroupStatistic[] {
  const { group, seed, gramOf, copies = 199 } = options;
  requireThat(copies >= 100, `a modularity is held against at least 100 copies, not ${copies}`);
  const { scores, size, positions, contextLength } = activations;
  const contexts = Math.floor(positions / contextLength);
  requireThat(size <= positions, `${size} neurons need at least as many positions, not ${positions}`);
  const common = { group, space: "activations" as const, method, size };
  const absent = (reason: string) =>
    statistics.map((statistic) => ({ ...common, statistic, ...nothing, reason }));
  if (size < 3) return absent(`${size} neurons of the group vary; communities need 3`);
  if (contexts < fewestContexts) {
    return absent(`${contexts} contexts have too few orders for a null; ${fewestContexts} are needed`);
  }

  const random = seededRandom(deriveSeed(seed, "louvain"));
  const measure = (rows: Float64Array) => {
    const correlation = gramOf(rows, size, positions);
    const matrix = modularityMatrix(correlation, size);
    if (matrix === null) return null;
    const { of, count } = louvain(matrix, size, { random });
    const { q, difference } = signedModularity(correlation, of)!;
    return [q, difference, count];
  };

  const values = measure(scores);
  if (values === null) return absent("no two neurons of the group correlate");
  const shuffling = seededRandom(deriveSeed(seed, "contexts"));
  const copy = new Float64Array(scores.length);
  const drawn = Array.from({ length: copies }, () => measure(shuffleContexts(activations, shuffling, copy)));
  return statistics.map((statistic, index) => {
    const nullValues = drawn.flatMap((row) => row?.[index] ?? []);
    const comparison = againstNull(values[index]!, nullValues)!;
    const reason = comparison.z === null ? "the copies do not vary" : null;
    return {
      ...common,
      statistic,
      value: values[index]!,
      ...comparison,
      draws: nullValues.length,
      nullValues,
      reason,
    };
  });
}

const nothing = {
  value: null,
  nullMean: null,
  nullSd: null,
  z: null,
  p: null,
  draws: 0,
  nullValues: [],
};
