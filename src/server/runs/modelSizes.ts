import { z } from "zod";
import type { Checkpoint } from "~/db/checkpoints";
import type { Run } from "~/db/runs";

const Sizes = z.object({ layers: z.int(), heads: z.int(), mlpWidth: z.int() });
export type ModelSizes = z.infer<typeof Sizes>;

/** The sizes of the model in a checkpoint; null for an ingested one that nobody has read yet, or knows. */
export function modelSizes(run: Run, { architecture }: Checkpoint): ModelSizes | null {
  if (run.kind === "training") return run.config.model;
  return Sizes.safeParse(architecture).data ?? null;
}
