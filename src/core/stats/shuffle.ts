import { type Random, randomInteger } from "./random";

interface Shufflable {
  readonly length: number;
  [index: number]: number;
}

/** Fisher–Yates, in place. */
export function shuffle<T extends Shufflable>(values: T, random: Random): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
  return values;
}
