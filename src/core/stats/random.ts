/** A stream of uniform numbers in (0, 1). Every function that needs chance takes one. */
export type Random = () => number;

/**
 * mulberry32: a 32-bit counter generator, u = (next + ½) / 2³². Small, fast and the same in every language,
 * which is what a reference value needs. Not for cryptography.
 *
 * @param seed any integer; its low 32 bits count
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = ((t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t) >>> 0;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** A seed of its own for each part of a computation: the same parts always give the same seed. */
export function deriveSeed(seed: number, ...parts: (string | number)[]): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (const character of parts.join("\u0000")) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash;
}

/** Standard normal numbers by Box–Muller, in pairs (cosine first), from one uniform stream. */
export function normalsFrom(random: Random, count: number): Float64Array {
  const values = new Float64Array(count + (count & 1));
  for (let i = 0; i < values.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(random()));
    const angle = 2 * Math.PI * random();
    values[i] = radius * Math.cos(angle);
    values[i + 1] = radius * Math.sin(angle);
  }
  return values.subarray(0, count);
}

/** An integer in [0, bound). */
export function randomInteger(random: Random, bound: number): number {
  return Math.min(bound - 1, Math.floor(random() * bound));
}
