import { requireThat } from "~/core/errors";
import type { Rotary, RotaryScaling } from "./rotary";

export interface RotaryTables {
  /** Each [context, width/2], position after position. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** The cosines and sines of p · θ_j for texts of `context` positions, times the magnitude where the scaling has one. */
export function rotaryTables(rotary: Rotary, context: number): RotaryTables {
  const frequencies = rotaryFrequencies(rotary, context);
  const pairs = frequencies.length;
  const { scaling } = rotary;
  const magnitude = scaling !== null && "magnitude" in scaling ? scaling.magnitude : 1;
  const cosines = new Float64Array(context * pairs);
  const sines = new Float64Array(context * pairs);
  for (let position = 0; position < context; position++) {
    for (let j = 0; j < pairs; j++) {
      const angle = position * frequencies[j]!;
      cosines[position * pairs + j] = magnitude * Math.cos(angle);
      sines[position * pairs + j] = magnitude * Math.sin(angle);
    }
  }
  return { cosines, sines };
}

/** θ_j in radians a position. @returns [width/2] */
export function rotaryFrequencies({ width, base, scaling }: Rotary, context: number): Float64Array {
  const plain = (from: number) =>
    Float64Array.from({ length: width / 2 }, (_, j) => Math.pow(from, (-2 * j) / width));
  if (scaling === null) return plain(base);
  switch (scaling.kind) {
    case "linear":
      return plain(base).map((theta) => theta / scaling.factor);
    case "dynamic": {
      const { factor } = scaling;
      const stretch = (factor * Math.max(context, scaling.context)) / scaling.context - (factor - 1);
      return plain(base * Math.pow(stretch, width / (width - 2)));
    }
    case "llama3":
      return plain(base).map((theta) => blendLlama3(theta, scaling));
    case "yarn": {
      const keep = yarnKept({ width, base }, scaling);
      return plain(base).map((theta, j) => theta * keep[j]! + (theta / scaling.factor) * (1 - keep[j]!));
    }
    case "longrope": {
      const factors = context > scaling.context ? scaling.longFactors : scaling.shortFactors;
      requireThat(
        factors.length === width / 2,
        `rope_scaling has ${factors.length} factors; a rotary width of ${width} needs ${width / 2}`,
      );
      return plain(base).map((theta, j) => theta / factors[j]!);
    }
  }
}

type Of<Kind> = Extract<RotaryScaling, { kind: Kind }>;

function blendLlama3(theta: number, scaling: Of<"llama3">): number {
  const { factor, lowFrequencyFactor, highFrequencyFactor, context } = scaling;
  const turns = (context * theta) / (2 * Math.PI);
  if (turns < lowFrequencyFactor) return theta / factor;
  if (turns > highFrequencyFactor) return theta;
  const smooth = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
  return (1 - smooth) * (theta / factor) + smooth * theta;
}

/** The share of its own frequency that each pair keeps: 1 for those that turn often, 0 for those that hardly do. */
function yarnKept({ width, base }: Pick<Rotary, "width" | "base">, scaling: Of<"yarn">): Float64Array {
  const pairThatTurns = (times: number) =>
    (width * Math.log(scaling.context / (times * 2 * Math.PI))) / (2 * Math.log(base));
  let [low, high] = [pairThatTurns(scaling.betaFast), pairThatTurns(scaling.betaSlow)];
  if (scaling.truncate) [low, high] = [Math.floor(low), Math.ceil(high)];
  low = Math.max(low, 0);
  high = Math.min(high, width - 1);
  if (low === high) high += 0.001;
  return Float64Array.from(
    { length: width / 2 },
    (_, j) => 1 - Math.min(1, Math.max(0, (j - low) / (high - low))),
  );
}
