import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const path = fileURLToPath(new URL("../../../shared/reference/htsr/htsr_reference.json", import.meta.url));

/** Whether the reference values, which are kept beside the repository, are there. */
export const hasHtsrReference = existsSync(path);
if (!hasHtsrReference) console.warn(`skipped: no reference values at ${path}`);

const parsed: unknown = hasHtsrReference ? JSON.parse(readFileSync(path, "utf8")) : {};
const tree = z.record(z.string(), z.unknown());

/**
 * A number of the reference file: `reference("tracy_widom", "768x50", "edge95")`. A last part may be an index. Keys are
 * matched by their beginning, because several end in a definition of their input.
 */
export function reference(...keys: (string | number)[]): number {
  return z.number().parse(node(keys));
}

export function referenceText(...keys: (string | number)[]): string {
  return z.string().parse(node(keys));
}

export function referenceList(...keys: (string | number)[]): number[] {
  return z.array(z.number()).parse(node(keys));
}

function node(keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((at, key) => {
    if (typeof key === "number") return z.array(z.unknown()).parse(at)[key];
    const entries = Object.entries(tree.parse(at));
    const found = entries.find(([name]) => name === key) ?? entries.find(([name]) => name.startsWith(key));
    if (!found) throw new Error(`the reference has no ${keys.join(" / ")}`);
    return found[1];
  }, parsed);
}

/** Values with a symmetric Pareto law of tail index μ, two uniforms each: magnitude, then sign. */
export function symmetricPareto(seed: number, count: number, mu: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => {
    const magnitude = random() ** (-1 / mu);
    return random() < 0.5 ? -magnitude : magnitude;
  });
}

/** The four samples of known law, ascending, by the letter that names them in the reference. */
export function powerLawSamples(): Record<"A1" | "A2" | "A3" | "A4", Float64Array> {
  const uniforms = (seed: number) => seededRandom(seed);
  const a2 = uniforms(42);
  const a3 = uniforms(7);
  const a4 = uniforms(11);
  return {
    A1: Float64Array.from({ length: 100 }, (_, i) => (1 - (i + 0.5) / 100) ** -0.5).sort(),
    A2: Float64Array.from({ length: 200 }, () => a2() ** -0.5).sort(),
    A3: Float64Array.from({ length: 15 }, () => a3() ** (-1 / 1.5)).sort(),
    A4: Float64Array.from({ length: 300 }, () => {
      const inTail = a4() < 0.3;
      const v = a4();
      return inTail ? v ** -0.5 : v ** (0.7 / 0.6);
    }).sort(),
  };
}

export interface ReferenceMatrix {
  name: "B1" | "B2" | "B3" | "B4" | "B5";
  rows: number;
  columns: number;
  weights: Float64Array;
}

export function referenceMatrices(): ReferenceMatrix[] {
  const gauss = (seed: number, rows: number, columns: number) =>
    normalsFrom(seededRandom(seed), rows * columns);
  const spiked = gauss(3, 50, 200).map((z, at) => {
    const column = at % 200;
    return z + 3 * Math.sqrt(200) * (1 / Math.sqrt(50)) * ((column % 2 === 0 ? 1 : -1) / Math.sqrt(200));
  });
  return [
    { name: "B1", rows: 60, columns: 120, weights: gauss(1, 60, 120) },
    { name: "B2", rows: 64, columns: 128, weights: symmetricPareto(2, 64 * 128, 3) },
    { name: "B3", rows: 96, columns: 96, weights: gauss(5, 96, 96) },
    { name: "B4", rows: 50, columns: 200, weights: spiked },
    { name: "B5", rows: 15, columns: 64, weights: gauss(8, 15, 64) },
  ];
}
