import { z } from "zod";

/**
 * One statistic of a group of neurons beside its null distribution: the same statistic of random groups of the same
 * size and norms. Only the distance to them is a finding.
 */
export const GroupStatistic = z.object({
  /** "plateau", "random" */
  group: z.string(),
  /**
   * Where distances are taken; "logits" are the signatures W_U·w_out, "index" the order of storage: a control; "neurons" where
   * sets are compared, and nothing lies anywhere.
   */
  space: z.enum(["W_in", "W_out", "activations", "logits", "index", "neurons"]),
  /** "alpha_mid" */
  statistic: z.string(),
  method: z.string(),
  /** Neurons measured. */
  size: z.int(),
  value: z.number().nullable(),
  nullMean: z.number().nullable(),
  nullSd: z.number().nullable(),
  /** (value − nullMean)/nullSd */
  z: z.number().nullable(),
  /** Two-sided, by rank. */
  p: z.number().nullable(),
  /** Random groups that gave a value. */
  draws: z.int(),
  nullValues: z.array(z.number()),
  /** Why there is no value, or no z. */
  reason: z.string().nullable(),
});
export type GroupStatistic = z.infer<typeof GroupStatistic>;
