import { z } from "zod";
import { parseConfig } from "./parseConfig";
import { Measure } from "./runConfig";

const places = "a file, a folder or a pattern; hf:ORG/MODEL; s3://bucket/prefix";
const path = z.string("must name a place").trim().min(1, "must not be empty");

/** The text that checkpoints are measured on, and how it becomes tokens. */
const Text = z.strictObject({
  file: path
    .optional()
    .describe(
      "text (.txt, .jsonl, .parquet) or tokens (.u16, .u32, .npy); the demo's held-out text when empty",
    ),
  tokenizer: path.optional().describe("tokenizer.json or .tiktoken; the one beside the weights when empty"),
  counts: path
    .optional()
    .describe(
      "how often each token stands in the training text (.json, .npy); counted on the text when empty",
    ),
  context: z.int().min(8).max(8192).default(128).describe("tokens a position can see, at most the model's"),
});

/** Where checkpoints come from that somebody else trains, and how they are measured. */
export const IngestConfig = z
  .strictObject({
    name: z.string().trim().min(1, "must not be empty").max(80).default("ingested run"),
    seed: z.int().min(0).max(0xffffffff).default(0),
    source: z
      .string(`must name a place: ${places}`)
      .trim()
      .min(1, `must not be empty: ${places}`)
      .describe(places),
    revisions: path
      .optional()
      .describe("of hf:ORG/MODEL: step0,step1000 or a pattern such as step*; the main revision when empty"),
    every: z.int().min(1).optional().describe("take every so many steps only"),
    follow: z.boolean().default(false).describe("go on looking for checkpoints until the run is stopped"),
    text: Text.prefault({}),
    measure: Measure.prefault({}),
  })
  .check(({ value, issues }) => {
    if (value.revisions === undefined || value.source.startsWith("hf:")) return;
    issues.push({
      code: "custom",
      path: ["revisions"],
      input: value.revisions,
      message: "needs a source hf:ORG/MODEL; other sources have none",
    });
  });

export type IngestConfig = z.infer<typeof IngestConfig>;

/** @throws AppError invalid_config, one line per wrong value: its key, the value and what is allowed */
export const parseIngestConfig = (input: unknown): IngestConfig => parseConfig(IngestConfig, input);
