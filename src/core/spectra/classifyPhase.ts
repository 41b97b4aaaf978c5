import { z } from "zod";
import type { MarchenkoPasturFit } from "./noise/fitMarchenkoPastur";

/** Martin and Mahoney's (2021) 5 + 1 phases of training. */
export const Phase = z.enum([
  "random-like",
  "bleeding-out",
  "bulk+spikes",
  "bulk-decay",
  "heavy-tailed",
  "rank-collapse",
]);
export type Phase = z.infer<typeof Phase>;

/**
 * A working rule for the phase of a weight matrix, in this order: more than 5 % of the eigenvalues below 1e-6 of their
 * mean, rank collapse; no spike, random-like; one or two spikes within 3 Tracy–Widom scales of the edge, bleeding out;
 * spikes over a bulk within .1 of the noise law, bulk+spikes; α > 4, bulk decay; else heavy-tailed.
 *
 * @param eigenvalues ascending
 * @param alpha of `fitAlphaWw`
 * @returns null where the noise law or, past the first four phases, α could not be fitted
 */
export function classifyPhase(
  eigenvalues: Float64Array,
  noise: MarchenkoPasturFit,
  alpha: number | null,
): Phase | null {
  const mean = eigenvalues.reduce((sum, value) => sum + value, 0) / eigenvalues.length;
  const lost = eigenvalues.reduce((count, value) => count + (value < 1e-6 * mean ? 1 : 0), 0);
  if (lost > 0.05 * eigenvalues.length) return "rank-collapse";
  if (noise.spikes === null || noise.reach === null || noise.ksBulk === null) return null;
  if (noise.spikes === 0) return "random-like";
  if (noise.spikes <= 2 && noise.reach <= 3) return "bleeding-out";
  if (noise.ksBulk < 0.1) return "bulk+spikes";
  if (alpha === null) return null;
  return alpha > 4 ? "bulk-decay" : "heavy-tailed";
}
