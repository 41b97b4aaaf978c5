import { describe, expect, test } from "vitest";
import { groupActivations, shuffleContexts } from "~/core/groups/coordination/groupActivations";
import { louvain } from "~/core/groups/coordination/louvain";
import { measureModularity } from "~/core/groups/coordination/measureModularity";
import { modularity } from "~/core/groups/coordination/modularity";
import { modularityMatrix, signedModularity } from "~/core/groups/coordination/signedModularity";
import { gram } from "~/core/linalg/gram";
import { seededRandom } from "~/core/stats/random";
import { noiseMatrix } from "~tests/helpers/spectra";

const twoPairs = Float64Array.of(0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0);

describe("modularity", () => {
  test("is 1/2 for two separate edges in their own communities and 0 in one community", () => {
    expect(modularity(twoPairs, [0, 0, 1, 1])).toBeCloseTo(0.5, 14);
    expect(modularity(twoPairs, [0, 0, 0, 0])).toBeCloseTo(0, 14);
    expect(modularity(twoPairs, [0, 1, 0, 1])).toBeLessThan(0);
  });

  test("of no edges is null, and a shape that does not fit is refused", () => {
    expect(modularity(new Float64Array(9), [0, 1, 2])).toBeNull();
    expect(() => modularity(twoPairs, [0, 1])).toThrow("4 weights, not 16");
  });

  test("signed: negative links between communities add to it, inside they take away", () => {
    // Two friends, two friends, and enmity between the pairs.
    const feud = Float64Array.of(1, 1, -1, -1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1, 1);
    // w⁺ = 4, w⁻ = 8; Q⁺ = 1/2, Q⁻ = −1/2 by hand: (4·½ + 8·½)/12.
    expect(signedModularity(feud, [0, 0, 1, 1])).toEqual({ q: 0.5, difference: 1 });
    expect(signedModularity(feud, [0, 1, 0, 1])!.q).toBeLessThan(0);
    expect(signedModularity(new Float64Array(4), [0, 1])).toBeNull();
  });

  test("is the sum of its matrix over pairs in the same community", () => {
    const rows = noiseMatrix(3, 9, 30);
    const correlation = gram(rows, 9, 30);
    const communities = [0, 1, 2, 0, 1, 2, 0, 1, 1];
    const matrix = modularityMatrix(correlation, 9)!;
    const inside = matrix.reduce(
      (sum, entry, at) => sum + (communities[Math.floor(at / 9)] === communities[at % 9] ? entry : 0),
      0,
    );
    expect(inside).toBeCloseTo(signedModularity(correlation, communities)!.q, 12);
  });
});

describe("louvain", () => {
  test("finds the communities of two cliques with a bridge, in any order of the nodes", () => {
    const n = 10;
    const graph = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) if (i !== j && i < 5 === j < 5) graph[i * n + j] = 1;
    graph[4 * n + 5] = graph[5 * n + 4] = 1;
    const { of, count, value } = louvain(modularityMatrix(graph, n)!, n, { random: seededRandom(1) });
    expect([...of]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(count).toBe(2);
    expect(value).toBeCloseTo(modularity(graph, of)!, 12);
  });

  test("no single move of a node improves what it finds", () => {
    const n = 12;
    const rows = noiseMatrix(8, n, 20);
    const matrix = modularityMatrix(gram(rows, n, 20), n)!;
    const { of, count, value } = louvain(matrix, n, { random: seededRandom(2) });
    const worth = (communities: ArrayLike<number>) =>
      matrix.reduce(
        (sum, entry, at) => sum + (communities[Math.floor(at / n)] === communities[at % n] ? entry : 0),
        0,
      );
    expect(value).toBeCloseTo(worth(of), 12);
    for (let node = 0; node < n; node++) {
      for (let c = 0; c <= count; c++) expect(worth(of.with(node, c))).toBeLessThanOrEqual(value + 1e-12);
    }
  });

  test("on eight nodes it finds the best of all partitions", () => {
    const n = 8;
    for (let seed = 1; seed <= 5; seed++) {
      const matrix = modularityMatrix(gram(noiseMatrix(seed, n, 16), n, 16), n)!;
      expect(louvain(matrix, n, { random: seededRandom(seed) }).value).toBeCloseTo(bestOfAll(matrix, n), 12);
    }
  });
});

/** Over all 4,140 partitions of eight nodes, as restricted growth strings. */
function bestOfAll(matrix: Float64Array, n: number): number {
  const of = new Int32Array(n);
  let best = -Infinity;
  const extend = (node: number, used: number, value: number) => {
    if (node === n) {
      best = Math.max(best, value);
      return;
    }
    for (let c = 0; c <= used; c++) {
      of[node] = c;
      let gain = matrix[node * n + node]!;
      for (let j = 0; j < node; j++) if (of[j] === c) gain += 2 * matrix[node * n + j]!;
      extend(node + 1, Math.max(used, c + 1), value + gain);
    }
  };
  extend(0, 0, 0);
  return best;
}

describe("measureModularity", () => {
  const [contexts, contextLength, neurons] = [24, 16, 30];
  const positions = contexts * contextLength;
  const members = Array.from({ length: 16 }, (_, i) => i);
  const measure = (activations: Float64Array) =>
    measureModularity(groupActivations(activations, { neurons, contextLength, members }), {
      group: "plateau",
      seed: 4,
      gramOf: gram,
    });

  test("finds two planted communities far from its null", () => {
    const activations = noiseMatrix(6, positions, neurons);
    const signals = noiseMatrix(7, positions, 2);
    for (let t = 0; t < positions; t++) {
      for (let i = 0; i < 16; i++) activations[t * neurons + i]! += signals[2 * t + (i % 2)]!;
    }
    const [q, difference, communities] = measure(activations);
    expect(q).toMatchObject({ statistic: "modularity", draws: 199, size: 16 });
    expect(q!.z).toBeGreaterThan(10);
    expect(q!.p).toBeCloseTo(2 / 200, 12);
    expect(difference!.z).toBeGreaterThan(10);
    expect(communities!.value).toBe(2);
  });

  test("does not take noise for communities, though its Q is not 0", () => {
    const [q] = measure(noiseMatrix(10, positions, neurons));
    expect(q!.value).toBeGreaterThan(0.1);
    expect(Math.abs(q!.z!)).toBeLessThan(3);
  });

  test("what only the place in the context drives is no community", () => {
    const activations = noiseMatrix(11, positions, neurons);
    for (let t = 0; t < positions; t++) {
      for (let i = 0; i < 8; i++) activations[t * neurons + i]! += 2 * Math.sin(t % contextLength);
    }
    expect(Math.abs(measure(activations)[0]!.z!)).toBeLessThan(3);
  });

  test("copies keep every neuron's contexts whole", () => {
    const group = groupActivations(noiseMatrix(1, positions, neurons), { neurons, contextLength, members });
    const copy = shuffleContexts(group, seededRandom(1));
    const contextsOf = (scores: Float64Array, i: number) =>
      Array.from({ length: contexts }, (_, c) =>
        scores.subarray(i * positions + c * contextLength, i * positions + (c + 1) * contextLength).join(),
      ).sort();
    expect(contextsOf(copy, 3)).toEqual(contextsOf(group.scores, 3));
    expect(copy.join()).not.toBe(group.scores.join());
  });

  test("says why it cannot be measured, and refuses what does not fit", () => {
    const few = groupActivations(noiseMatrix(1, 32, 30), { neurons: 30, contextLength: 16, members });
    const options = { group: "plateau", seed: 1, gramOf: gram };
    expect(measureModularity(few, options)[0]).toMatchObject({
      value: null,
      reason: "2 contexts have too few orders for a null; 4 are needed",
    });
    const silent = groupActivations(new Float64Array(480), { neurons: 30, contextLength: 4, members });
    expect(measureModularity(silent, options)[0]!.reason).toBe(
      "0 neurons of the group vary; communities need 3",
    );
    expect(() => measureModularity(few, { ...options, copies: 20 })).toThrow("at least 100 copies, not 20");
    expect(() => groupActivations(new Float64Array(90), { neurons: 30, contextLength: 2, members })).toThrow(
      "not whole contexts of 2 positions",
    );
  });
});
