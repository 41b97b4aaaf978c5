import { z } from "zod";

/** One recomputed number beside what it must be. */
export const SelfTestCheck = z.object({
  /** What it is about: "planted spectra". */
  group: z.string(),
  name: z.string(),
  /** null where nothing came out. */
  value: z.number().nullable(),
  expected: z.number(),
  /** The largest distance that is right. */
  tolerance: z.number(),
  holds: z.boolean(),
});
export type SelfTestCheck = z.infer<typeof SelfTestCheck>;
