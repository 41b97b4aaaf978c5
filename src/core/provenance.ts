import { z } from "zod";

/** How a measured number came to be. Stored once per ledger cell; the page shows it behind every number. */
export const Provenance = z.object({
  /** Method ids by what they produced: { regimes: "calibrated:hinges@1", … }. */
  methods: z.record(z.string(), z.string()),
  /** Every parameter that changes a value. */
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  seed: z.int(),
  /** Counts of what went in. */
  positions: z.int().nullable(),
  rarePositions: z.int().nullable(),
  sequences: z.int().nullable(),
  neurons: z.int().nullable(),
  /** sha256 of the evaluation tokens, of the unigram counts, of the weights. */
  tokensHash: z.string().nullable(),
  countsHash: z.string().nullable(),
  weightsHash: z.string(),
  dtype: z.string(),
  backend: z.string(),
  codeVersion: z.string(),
  /** For the reader: too few rare positions, dead neurons … */
  warnings: z.array(z.string()),
});

export type Provenance = z.infer<typeof Provenance>;
