import { noiseFloorRank } from "~/core/influence/noiseFloorRank";
import { overlapPValue } from "~/core/influence/overlapPValue";
import { ratioMeans } from "~/core/influence/ratioMeans";
import { randomInteger, seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { type Experiment, seedOf } from "./experiment";
import { noiseLaws } from "./noise";

/** Neurons without influence, and sets of neurons chosen without regard to each other. */

const overlaps = [
  { population: 512, first: 33, second: 33 },
  { population: 3072, first: 50, second: 200 },
].map(({ population, first, second }, part): Experiment => ({
  name: `overlap of ${first} and ${second} of ${population}`,
  dataSets: 4000,
  expected: { "p ≤ .05": { level: attainable({ population, first, second }) } },
  run: (seed) => {
    const order = shuffle(
      Int32Array.from({ length: population }, (_, i) => i),
      seededRandom(seedOf(90 + part, seed)),
    );
    let shared = 0;
    for (const neuron of order.subarray(0, second)) if (neuron < first) shared++;
    return { "p ≤ .05": overlapPValue({ population, first, second, shared }) <= 0.05 };
  },
}));

/** The largest level up to .05 that a p with so few values can have. */
function attainable(sets: { population: number; first: number; second: number }): number {
  for (let shared = 0; ; shared++) {
    const p = overlapPValue({ ...sets, shared });
    if (p <= 0.05) return p;
  }
}

/** P(|z| > 2): what two standard errors leave outside. */
const outsideTwo = 0.0455;

const noiseFloor = [16, 128].map((sequences, part): Experiment => ({
  name: `noise floor, ${sequences} sequences of unequal length`,
  dataSets: 4000,
  expected: { "told from zero": { level: outsideTwo } },
  run: (seed) => {
    const random = seededRandom(seedOf(95 + part, seed));
    const counts = Float64Array.from({ length: sequences }, () => 1 + randomInteger(random, 12));
    const sums = noiseLaws.laplace(random, sequences).map((value, s) => value * Math.sqrt(counts[s]!));
    return { "told from zero": noiseFloorRank(ratioMeans(sums, counts)) === 1 };
  },
}));

export const influenceNulls: Experiment[] = [...overlaps, ...noiseFloor];
