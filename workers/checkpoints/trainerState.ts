import { createHash } from "node:crypto";
import { z } from "zod";
import type { RunConfig } from "~/core/runConfig";
import type { Parameters } from "~workers/lm/gpt2Parameters";

/** All that training needs to go on as if it had never stopped. */
export interface TrainerState {
  readonly config: RunConfig;
  /** Updates made. */
  readonly step: number;
  /** Tokens trained on. */
  readonly tokens: number;
  readonly parameters: Parameters;
  /** AdamW's running means of the gradient and of its square. */
  readonly moments: { readonly first: Parameters; readonly second: Parameters };
}

/** trainer_state.json */
export const StoredTrainerState = z.object({
  formatVersion: z.literal(1),
  step: z.int().nonnegative(),
  tokens: z.int().nonnegative(),
  seed: z.int(),
  configHash: z.string(),
});

/** Of what decides the weights. How a run is named, measured and kept may change on the way. */
export function trainingHash({ seed, model, training, corpus }: RunConfig): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted({ seed, model, training, corpus })))
    .digest("hex");
}

/** The same object with its keys in order at every level: a database does not keep the order they were written in. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
