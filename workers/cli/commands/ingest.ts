import { basename, resolve } from "node:path";
import { parseIngestConfig } from "~/core/ingestConfig";
import { startRun } from "~/db/startRun";
import { readEnv } from "~/env";
import { isElsewhere } from "~workers/sources/openSource";
import { withDatabase } from "../withDatabase";

export interface IngestOptions {
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
  source: string,
  options: IngestOptions,
  { directory, follow }: { directory: string; follow: boolean },
): Promise<void> {
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(directory, path));
  // What is no number stays text, so that it is refused by name.
  const number = (text: string | undefined) => (Number.isFinite(Number(text)) ? Number(text) : text);
  const { revisions, every, text, tokenizer, counts, context, positions } = options;
  const config = parseIngestConfig({
    name: options.name ?? basename(source.replace(/\/+$/, "")).slice(0, 80),
    source: isElsewhere(source) ? source : resolve(directory, source),
    ...{ revisions, every: number(every), follow },
    text: { file: at(text), tokenizer: at(tokenizer), counts: at(counts), context: number(context) },
    measure: { positions: number(positions) },
  });
  const codeVersion = readEnv().PLATEAU_CODE_VERSION;
  await withDatabase(async (db, { url }) => {
    const run = await startRun(db, { kind: "ingest", config, codeVersion });
    console.log(run.id);
    if (url) console.error(`${run.name} waits for a worker: ${url}/runs/${run.id}`);
  });
}
