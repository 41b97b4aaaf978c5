import { basename, resolve } from "node:path";
import { parseIngestConfig } from "~/core/ingestConfig";
import { startRun } from "~/db/startRun";
import { readEnv } from "~/env";
import { isElsewhere } from "~workers/sources/openSource";
import { readJson } from "../readJson";
import { withDatabase } from "../withDatabase";

export interface IngestOptions {
  config?: string;
  name?: string;
  revisions?: string;
  every?: string;
  text?: string;
  tokenizer?: string;
  counts?: string;
  context?: string;
  positions?: string;
}

/**
 * Starts a run of the checkpoints at a source and prints its id alone on stdout; workers find and measure them.
 *
 * @param directory where the reader is: paths they give are seen from there
 */
export async function ingest(
  source: string | undefined,
  options: IngestOptions,
  { directory, follow }: { directory: string; follow: boolean },
): Promise<void> {
  const config = parseIngestConfig(
    options.config === undefined
      ? configOf(source, options, { directory, follow })
      : await readJson(resolve(directory, options.config)),
  );
  const codeVersion = readEnv().PLATEAU_CODE_VERSION;
  await withDatabase(async (db, { url }) => {
    const run = await startRun(db, { kind: "ingest", config, codeVersion });
    console.log(run.id);
    if (url) console.error(`${run.name} waits for a worker: ${url}/runs/${run.id}`);
  });
}

function configOf(
  source: string | undefined,
  options: IngestOptions,
  { directory, follow }: { directory: string; follow: boolean },
): object {
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(directory, path));
  // What is no number stays text, so that it is refused by name.
  const number = (text: string | undefined) => (Number.isFinite(Number(text)) ? Number(text) : text);
  const { revisions, every, text, tokenizer, counts, context, positions } = options;
  return {
    name: options.name ?? (source && basename(source).slice(0, 80)),
    source: source === undefined || isElsewhere(source) ? source : resolve(directory, source),
    ...{ revisions, every: number(every), follow },
    text: { file: at(text), tokenizer: at(tokenizer), counts: at(counts), context: number(context) },
    measure: { positions: number(positions) },
  };
}
