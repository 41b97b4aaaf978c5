import type { z } from "zod";
import { IngestConfig } from "~/core/ingestConfig";
import { RunConfig } from "~/core/runConfig";
import { type ConfigField, type ConfigGroup, configGroups } from "./configFields";
import { describeConfig } from "./describeConfig";
import { describeIngest } from "./describeIngest";

/** A way to start a run: the schema its form is read off, and the words around it. */
export interface StartForm<Config> {
  label: string;
  schema: z.ZodType<Config>;
  groups: ConfigGroup[];
  fields: ConfigField[];
  /** What a config amounts to, in a sentence. */
  describe: (config: Config) => string;
  verb: string;
  command: string;
}

function startForm<Config>(form: Omit<StartForm<Config>, "groups" | "fields">): StartForm<Config> {
  const groups = configGroups(form.schema);
  return { ...form, groups, fields: groups.flatMap((group) => group.fields) };
}

export const trainingForm = startForm({
  label: "Train a model",
  schema: RunConfig,
  describe: describeConfig,
  verb: "Start training",
  command: "npm run plateau -- train --config run.json",
});

export const ingestForm = startForm({
  label: "Ingest checkpoints",
  schema: IngestConfig,
  describe: describeIngest,
  verb: "Start measuring",
  command: "npm run plateau -- ingest --config ingest.json",
});
