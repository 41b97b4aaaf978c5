import { readFile } from "node:fs/promises";
import { AppError } from "~/core/errors";
import { parseRunConfig } from "~/core/runConfig";
import { startRun } from "~/db/startRun";
import { readEnv } from "~/env";
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

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new AppError("invalid_argument", `The config ${path} cannot be read.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new AppError("invalid_config", `The config ${path} is no JSON: ${reason}`, { cause });
  }
}
