import { type Tensor1D, tensor1d, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";

const lengths = [1, 2, 3, 5, 8, 13, 16, 17, 31, 32, 33, 48, 63, 65, 100, 130];

/** Sizes and numbers for one case, from one seed. */
export interface Draw {
  oneOf: <Choice>(choices: readonly Choice[]) => Choice;
  /** From 1 to 130, around the lengths of vectors and tiles. */
  length: () => number;
  /** The same, or sometimes 0. */
  lengthOrNone: () => number;
  /** Normal numbers times scale, with a negative zero, the smallest subnormal and a large subnormal among them. */
  numbers: (count: number, scale?: number) => Float32Array;
  indices: (count: number, bound: number) => Int32Array;
}

interface Kind {
  /** The first numbers drawn are NaN, all of them. */
  broken?: boolean;
  /** Whether there are numbers below the smallest normal one among them. */
  subnormals?: boolean;
}

export function drawFrom(seed: number, { broken = false, subnormals = true }: Kind = {}): Draw {
  const random = seededRandom(seed);
  const oneOf = <Choice>(choices: readonly Choice[]) => choices[randomInteger(random, choices.length)]!;
  let breaks = broken;
  return {
    oneOf,
    length: () => oneOf(lengths),
    lengthOrNone: () => oneOf([0, ...lengths, 300]),
    numbers: (count, scale = 1) => {
      const values = Float32Array.from(normalsFrom(random, count), (value) => value * scale);
      for (const special of subnormals ? [-0, 1.4e-45, -1e-38] : [-0]) {
        if (count > 3) values[randomInteger(random, count)] = special;
      }
      if (breaks) values.fill(NaN);
      breaks = false;
      return values;
    },
    indices: (count, bound) => Int32Array.from({ length: count }, () => randomInteger(random, bound)),
  };
}

/** A copy that begins at an address which no vector is aligned to. */
export function unaligned(values: Float32Array): Float32Array {
  const room = new Float32Array(values.length + 1).subarray(1);
  room.set(values);
  return room;
}

export const matrix = (values: Float32Array, rows: number, columns: number): Tensor2D =>
  tensor2d(unaligned(values), [rows, columns]);

export const vector = (values: Float32Array): Tensor1D => tensor1d(unaligned(values));
