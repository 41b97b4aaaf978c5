import type { Neighbours } from "./nearestNeighbours";

/**
 * The share of the members' links that end in members: #{(i, j): i ∈ G, j ∈ kNN(i) ∩ G} / #{(i, j): i ∈ G, j ∈ kNN(i)}.
 * About (n − 1)/(m − 1) where the group lies anywhere.
 *
 * @returns null where no member has a neighbour
 */
export function joinCount(members: Int32Array, neighbours: Neighbours): number | null {
  const isMember = new Uint8Array(neighbours.length);
  for (const neuron of members) isMember[neuron] = 1;
  let joined = 0;
  let links = 0;
  for (const neuron of members) {
    const near = neighbours[neuron]!;
    links += near.length;
    for (const other of near) joined += isMember[other]!;
  }
  return links > 0 ? joined / links : null;
}
