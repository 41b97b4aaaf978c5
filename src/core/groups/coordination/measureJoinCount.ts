import type { GroupStatistic } from "../groupStatistic";
import { measureGroup, type NeuronGroup } from "../measureGroup";
import { joinCount } from "./joinCount";
import { type Neighbours, neighbourCount } from "./nearestNeighbours";

const statistics = [{ statistic: "join_count", method: `knn_share:k=${neighbourCount}@1` }];

/**
 * Whether a group's neurons are each other's neighbours more often than relabelled ones, random groups matched in
 * size and norm. METHODS §4. In the space "index" nothing may be found.
 *
 * @param neighbours of `nearestNeighbours` or `indexNeighbours` with their k of 10
 */
export function measureJoinCount(
  group: NeuronGroup,
  { space, neighbours }: { space: GroupStatistic["space"]; neighbours: Neighbours },
): GroupStatistic[] {
  return measureGroup(group, {
    space,
    statistics,
    alive: Uint8Array.from(neighbours, (near) => (near.length > 0 ? 1 : 0)),
    of: (groups) => groups.map((members) => [joinCount(members, neighbours)]),
  });
}
