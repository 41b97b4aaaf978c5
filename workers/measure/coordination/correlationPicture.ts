import { louvain } from "~/core/groups/coordination/louvain";
import { modularityMatrix } from "~/core/groups/coordination/signedModularity";
import { type ActivationCorrelation, correlationOf } from "~/core/groups/correlateActivations";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import type { Vector } from "~/db/vectors";
import type { NamedGroup } from "./neuronGroups";

/** More neurons than that nobody tells apart. */
const mostShown = 64;

/**
 * The correlations of the plateau's neurons (of the leaders where there is none), ordered by community, for a heat map. By
 * itself no finding: communities are found in noise, too.
 */
export function correlationPicture(
  correlation: ActivationCorrelation,
  groups: readonly NamedGroup[],
  seed: number,
): Vector[] {
  const alive = (members: Int32Array) => members.filter((neuron) => correlation.alive[neuron] === 1);
  const plateau = alive(groups.find(({ name }) => name === "plateau")!.members);
  const leaders = alive(groups.find(({ name }) => name === "leaders")!.members);
  const chosen = (plateau.length >= 3 ? plateau : leaders).slice(0, mostShown);
  const n = chosen.length;
  if (n < 3) return [];

  const benefit = modularityMatrix(correlationOf(correlation, chosen), n);
  const random = seededRandom(deriveSeed(seed, "louvain"));
  const of = benefit ? louvain(benefit, n, { random }).of : new Int32Array(n);
  const order = Array.from(chosen.keys()).sort((a, b) => of[a]! - of[b]! || a - b);
  const members = Int32Array.from(order, (k) => chosen[k]!);
  const vector = (name: string, values: Vector["values"]) => ({
    name: `coordination.${name}`,
    band: "",
    values,
  });
  return [
    vector("correlation", Float32Array.from(correlationOf(correlation, members))),
    vector("members", members),
    vector(
      "communities",
      Int32Array.from(order, (k) => of[k]!),
    ),
  ];
}
