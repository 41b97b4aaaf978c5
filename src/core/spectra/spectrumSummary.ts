import { z } from "zod";
import { Phase } from "./classifyPhase";
import { ExponentFit } from "./exponents/exponentFit";
import { NoiseSpikes } from "./noise/countSpikes";
import { MarchenkoPasturFit } from "./noise/fitMarchenkoPastur";
import { TailModels } from "./tails/compareTailModels";
import { WeightWatcherDetails } from "./weightWatcherDetails";

/** The same matrix with its entries shuffled: what the values alone, without structure, would give. */
const ShuffledBaseline = z.object({
  seed: z.int(),
  largest: z.number(),
  /** Eigenvalues of the matrix above the largest of the shuffled one. */
  spikes: z.int(),
  alphaMid: z.number().nullable(),
  /** Distances between the two spectra: Kolmogorov–Smirnov, and Jensen–Shannon in nats. */
  ksDistance: z.number(),
  jensenShannon: z.number().nullable(),
});

/**
 * What the eigenvalues of one weight matrix say, as plain JSON. Eigenvalues are those of the smaller Gram matrix of
 * the raw weights, without 1/N and without centring.
 */
export const SpectrumSummary = z.object({
  rows: z.int(),
  columns: z.int(),
  /** α by each method, with WeightWatcher's first. */
  fits: z.array(ExponentFit),
  largest: z.number(),
  /** Σλ, the squared Frobenius norm. */
  total: z.number(),
  /** Σλ/λmax */
  stableRank: z.number().nullable(),
  participationRatio: z.number().nullable(),
  /** In nats. */
  entropy: z.number().nullable(),
  marchenkoPastur: MarchenkoPasturFit,
  /** The spikes at their true level of 1 %; null where the entries' kurtosis was not given. */
  spikes: NoiseSpikes.nullable().default(null),
  shuffled: ShuffledBaseline.nullable(),
  tailModels: TailModels,
  /** By the working rule of `classifyPhase`. */
  phase: Phase.nullable(),
  weightWatcher: WeightWatcherDetails,
});
export type SpectrumSummary = z.infer<typeof SpectrumSummary>;
