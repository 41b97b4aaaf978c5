import { requireThat } from "../../errors";
import type { Random } from "../../stats/random";
import { shuffle } from "../../stats/shuffle";

export interface Communities {
  /** [n] 0, 1, … in the order of their first node. */
  of: Int32Array;
  count: number;
  /** Σ over pairs in the same community of B_ij. */
  value: number;
}

/** A smaller gain is rounding. */
const smallestGain = 1e-12;

/**
 * The partition with the largest Σ_{same community} B_ij that Louvain's method finds in several restarts (Blondel et
 * al. 2008, on any symmetric B, so on signed graphs, too): nodes move one by one to the community that gains most, until
 * none does; communities become nodes; and again. The order of the nodes is by chance, so the best of the restarts is
 * kept, the first of equals.
 *
 * @param benefit [n, n] B, symmetric
 */
export function louvain(
  benefit: Float64Array,
  n: number,
  { random, restarts = 10 }: { random: Random; restarts?: number },
): Communities {
  requireThat(benefit.length === n * n, `${n} nodes need ${n * n} entries, not ${benefit.length}`);
  let best: Communities | null = null;
  for (let restart = 0; restart < restarts; restart++) {
    const found = climb(benefit, n, random);
    if (best === null || found.value > best.value + smallestGain) best = found;
  }
  return best!;
}

function climb(benefit: Float64Array, n: number, random: Random): Communities {
  const community = upTo(n);
  let level = benefit;
  for (let size = n; ;) {
    const { of: moved, count } = renumber(moveNodes(level, size, random));
    for (let i = 0; i < n; i++) community[i] = moved[community[i]!]!;
    if (count === size) break;
    level = merge(level, moved, count);
    size = count;
  }
  const { of, count } = renumber(community);
  return { of, count, value: trace(merge(benefit, of, count), count) };
}

/** @returns [size] a community of each node, where no single move gains */
function moveNodes(benefit: Float64Array, size: number, random: Random): Int32Array {
  const community = upTo(size);
  const order = shuffle(upTo(size), random);
  const gains = new Float64Array(size);
  for (let moves = 1; moves > 0;) {
    moves = 0;
    for (let k = 0; k < size; k++) {
      const node = order[k]!;
      gains.fill(0);
      for (let j = 0, at = node * size; j < size; j++, at++)
        if (j !== node) gains[community[j]!]! += benefit[at]!;
      const from = community[node]!;
      let to = from;
      // An empty community gains 0: the node may leave for one of its own.
      for (let c = 0, least = gains[to]! + smallestGain; c < size; c++) {
        if (gains[c]! > least) [to, least] = [c, gains[c]! + smallestGain];
      }
      if (to === from) continue;
      community[node] = to;
      moves++;
    }
  }
  return community;
}

/** Sums of B over pairs of communities, [count, count]. */
function merge(benefit: Float64Array, community: Int32Array, count: number): Float64Array {
  const size = community.length;
  const merged = new Float64Array(count * count);
  for (let i = 0, at = 0; i < size; i++) {
    const row = community[i]! * count;
    for (let j = 0; j < size; j++, at++) merged[row + community[j]!]! += benefit[at]!;
  }
  return merged;
}

/** @param community [n] each below n */
function renumber(community: Int32Array): { of: Int32Array; count: number } {
  const n = community.length;
  const [of, names] = [new Int32Array(n), new Int32Array(n)];
  let count = 0;
  for (let i = 0; i < n; i++) {
    const name = community[i]!;
    // One more than what it is called.
    if (names[name] === 0) names[name] = ++count;
    of[i] = names[name]! - 1;
  }
  return { of, count };
}

function upTo(n: number): Int32Array {
  const numbers = new Int32Array(n);
  for (let i = 0; i < n; i++) numbers[i] = i;
  return numbers;
}

function trace(matrix: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += matrix[i * n + i]!;
  return sum;
}
