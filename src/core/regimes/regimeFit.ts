import { z } from "zod";
import { nullModelNames, smoothModelNames } from "./rankModels";

/** The 95 % percentile interval, or null where none was drawn. */
const Interval = z.tuple([z.number(), z.number()]).nullable();
export type Interval = z.infer<typeof Interval>;

const Estimate = z.object({ value: z.number(), interval: Interval });
export type Estimate = z.infer<typeof Estimate>;

/** The plateau excess as a mean log ratio, `HingeShape.logExcess`. */
const LogExcess = Estimate.extend({ method: z.literal("excess:mean_log_ratio@1") });
export const logExcessMethod = "excess:mean_log_ratio@1";

/** What went in: one influence per neuron, of which the positive ones form the ranked list. */
const Input = z.object({
  /** Positive values: the length of the ranked list. */
  n: z.int(),
  /** Zero and negative ones, left out. */
  leftOut: z.int(),
  /** Neurons of the layer. */
  layerSize: z.int(),
});

const Unmeasurable = Input.extend({ measurable: z.literal(false), method: z.string(), reason: z.string() });

const Shares = z.object({ plateau: z.number(), powerLaw: z.number(), decay: z.number() });
const Line = z.object({ intercept: z.number(), slope: z.number() });

/** The regimes as the paper's code finds them. Shares are of the list, 0 … 1; ranks begin at 1. */
export const PaperRegimes = z.discriminatedUnion("measurable", [
  Unmeasurable,
  Input.extend({
    measurable: z.literal(true),
    method: z.string(),
    /** The last rank of the plateau and of the power law under the fixed cuts. */
    cuts: z.object({ plateau: z.int(), powerLaw: z.int() }),
    shares: Shares,
    /** ln v against ln r, all ranks. */
    zipf: Line,
    /** The same for ln r from 3.5 to 4.5; null where the list ends before. */
    zipfWindow: Line.nullable(),
    huber: z.object({
      /** First ranks of the second and of the third piece. */
      r1: z.int(),
      r2: z.int(),
      shares: Shares,
      plateau: Line,
      powerLaw: Line,
      /** ln v = intercept + slope · ln(ln N − ln r); the paper's δ is the slope. */
      decay: Line,
      loss: z.number(),
    }),
  }),
]);
export type PaperRegimes = z.infer<typeof PaperRegimes>;

const Model = z.object({
  name: z.enum([...smoothModelNames, "hinge1", "hinge2"]),
  score: z.number(),
  rss: z.number(),
  coefficients: z.array(z.number()),
  knots: z.array(z.number()),
});

/** An absent regime has the reason and no numbers, a present one has numbers and no reason. */
const presence = { present: z.boolean(), reason: z.string().nullable() };

/** The regimes a statistician would accept, METHODS §3. */
export const CalibratedRegimes = z.discriminatedUnion("measurable", [
  Unmeasurable,
  Input.extend({
    measurable: z.literal(true),
    method: z.string(),
    bins: z.int(),
    bestSmooth: z.enum(smoothModelNames),
    hinges: z.union([z.literal(1), z.literal(2)]),
    /** Best smooth score − best hinge score, and its parametric bootstrap p. */
    T: z.number(),
    p: z.number(),
    /** The same under the weights of the smooth curve; null in fits of method @1, which had none. */
    steadyP: z.number().nullable().default(null),
    /** The laws of the lists that T was held against; not stored before method @4. */
    nulls: z.array(z.enum(nullModelNames)).default([]),
    plateau: z.object({
      ...presence,
      /** Neurons. */
      size: z.int().nullable(),
      shareOfList: z.number().nullable(),
      shareOfLayer: z.number().nullable(),
      /** Mean over r < r1 of v − the power law continued to r: negative on a flat top. */
      excess: z.number().nullable(),
      excessInterval: Interval,
      /** Mean over r < r1 of ln(the power law continued to r / v): positive on a flat top. */
      logExcess: LogExcess.nullable().default(null),
    }),
    /** κ = −b2. */
    powerLaw: z.object({ ...presence, exponent: z.number().nullable(), interval: Interval }),
    decay: z.object({ ...presence, delta: z.number().nullable(), interval: Interval }),
    /** Of the best hinge model, whether or not its regimes are present. */
    r1: Estimate,
    r2: Estimate,
    b1: Estimate,
    b2: Estimate,
    /** Ranks past it are not told from zero; null where no standard errors were given. */
    noiseFloorRank: z.int().nullable(),
    models: z.array(Model),
    draws: z.object({ null: z.int(), interval: z.int(), over: z.enum(["neurons", "neurons and sequences"]) }),
    seed: z.int(),
    weights: z.object({ binsPerDecade: z.int(), floor: z.number(), slopeCap: z.number() }),
  }),
]);
export type CalibratedRegimes = z.infer<typeof CalibratedRegimes>;
export type MeasuredRegimes = Extract<CalibratedRegimes, { measurable: true }>;

/** What the rare band's fitted curve has more than the common band's, over the same neurons. */
export const RareMinusCommon = z.discriminatedUnion("measurable", [
  z.object({ measurable: z.literal(false), method: z.string(), reason: z.string() }),
  z.object({
    measurable: z.literal(true),
    method: z.string(),
    /** Of the fitted r1, in neurons. */
    size: Estimate,
    /** Of κ = −b2. */
    exponent: Estimate,
    /** Of δ, the decay. */
    decay: Estimate,
    /** Of the plateau excess. */
    excess: Estimate,
    /** Of the plateau excess as a mean log ratio. */
    logExcess: LogExcess.nullable().default(null),
    draws: z.object({ interval: z.int(), over: z.enum(["neurons", "neurons and sequences"]) }),
    seed: z.int(),
  }),
]);
export type RareMinusCommon = z.infer<typeof RareMinusCommon>;
