import { type Random, randomInteger } from "../stats/random";
import { type HingeShape, hingeShape } from "./hingeShape";
import { fitHinges } from "./rankCurve";
import { type HingeDesign, hingeDesign } from "./rankDesign";
import { minimumNeurons, rankedLogValues } from "./rankedList";

/** The lists again, computed on resampled sequences, so that intervals hold for other text, too. */
export type ResampleSequences = (random: Random) => readonly Float64Array[];

export interface ShapeBootstrap {
  /** One or more influences of the same neurons, each [m]. */
  lists: readonly Float64Array[];
  /** Hinges of each list's model: held, so that r1 means the same in every draw. */
  hinges: readonly (1 | 2)[];
  /** Given, each draw begins with it. */
  resampleSequences?: ResampleSequences | undefined;
  draws: number;
  random: Random;
}

/**
 * Hinge models refitted, knots searched anew, on m neurons drawn with replacement, the same neurons for each
 * list, so that differences between lists are paired. A draw that leaves a list too short is dropped.
 *
 * @returns one row per draw, in each one shape per list
 */
export function bootstrapShapes(options: ShapeBootstrap): HingeShape[][] {
  const { lists, hinges, resampleSequences, draws, random } = options;
  const neurons = lists[0]!.length;
  const picked = new Int32Array(neurons);
  const values = new Float64Array(neurons);
  const designs = new Map<number, HingeDesign>();
  const rows: HingeShape[][] = [];
  for (let draw = 0; draw < draws; draw++) {
    const current = resampleSequences?.(random) ?? lists;
    for (let i = 0; i < neurons; i++) picked[i] = randomInteger(random, neurons);
    const ranked = current.map((list) => {
      for (let i = 0; i < neurons; i++) values[i] = list[picked[i]!]!;
      return rankedLogValues(values);
    });
    if (ranked.some((logValues) => logValues.length < minimumNeurons)) continue;
    const row = ranked.map((logValues, k) => {
      const design = designs.get(logValues.length) ?? hingeDesign(logValues.length);
      designs.set(logValues.length, design);
      return hingeShape(fitHinges(logValues, design, hinges[k]!), logValues);
    });
    rows.push(row);
  }
  return rows;
}
