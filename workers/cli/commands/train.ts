import { parseRunConfig } from "~/core/runConfig";
import { startRun } from "~/db/startRun";
import { readEnv } from "~/env";
import { readJson } from "../readJson";
import { withDatabase } from "../withDatabase";

/** Starts a run from a config file; what the file leaves out takes its default. Prints the run's id alone on stdout. */
export async function train(configPath: string): Promise<void> {
  const config = parseRunConfig(await readJson(configPath));
  const codeVersion = readEnv().PLATEAU_CODE_VERSION;
  await withDatabase(async (db, { url }) => {
    const run = await startRun(db, { kind: "training", config, codeVersion });
    console.log(run.id);
    if (url) console.error(`${run.name} waits for a worker: ${url}/runs/${run.id}`);
  });
}
