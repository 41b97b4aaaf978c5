import { join, resolve } from "node:path";
import { AppError } from "~/core/errors";
import { connect } from "~/db/client";
import { migrate } from "~/db/migrate";
import { installQueues } from "~/db/queue";
import { requireDatabase } from "~/db/requireDatabase";
import { countRuns } from "~/db/runs";
import { startRun } from "~/db/startRun";
import type { Env } from "~/env";
import { requireRoom } from "~workers/jobs/requireRoom";
import type { Log } from "~workers/log";
import { timed } from "~workers/timed.mjs";
import { startWeb, startWorker } from "./children";
import { codeVersion } from "./codeVersion";
import { demoConfig } from "./demoConfig";
import { openDataFolder } from "./dataFolder";
import { holdDataFolder, type Instance } from "./instance";
import { keepPostgres } from "./keepPostgres";
import { keepRunning } from "./keepRunning";
import { waitForWeb } from "./waitForWeb";

export interface Supervision {
  env: Env;
  dev: boolean;
  log: Log;
}

/**
 * Runs the database, the web server and one worker until `signal` is aborted, and ends them in the reverse order.
 *
 * @throws AppError with one sentence for the reader when something stands in the way
 */
export async function supervise({ env, dev, log }: Supervision, signal: AbortSignal): Promise<void> {
  const directory = resolve(env.PLATEAU_DATA_DIR);
  const url = `http://${addressOf(env.HOST)}:${env.PORT}`;
  openDataFolder(directory);
  const instance: Instance = { pid: process.pid, url, databaseUrl: null };
  const hold = await holdDataFolder(directory, instance);
  await requireRoom(directory);

  const database = await timed("database", () => openDatabase(env, directory, log));
  try {
    instance.databaseUrl = database.url;
    await timed("migrations", () => prepareDatabase(database.url));
    const version = codeVersion(env.PLATEAU_CODE_VERSION);
    if (env.PLATEAU_DEMO === "on") await startDemo(database.url, version);

    const childEnv = {
      DATABASE_URL: database.url,
      PLATEAU_DATA_DIR: directory,
      PLATEAU_CODE_VERSION: version,
    };
    const place = { host: env.HOST, port: env.PORT, dev };
    const web = keepRunning("web", () => startWeb(place, childEnv), { signal, log });
    await timed("web", () => waitForWeb(url, signal));
    console.log(`\n  Plateau is at ${url}   (Ctrl-C ends it)\n`);
    const worker = keepRunning("worker", () => startWorker(childEnv), { signal, log });
    await Promise.all([web, worker]);
  } finally {
    await database.stop();
    hold.close();
  }
}

interface OpenDatabase {
  url: string;
  stop: () => Promise<void>;
}

async function openDatabase(env: Env, directory: string, log: Log): Promise<OpenDatabase> {
  if (env.DATABASE_URL === undefined) return keepPostgres(join(directory, "postgres"), log);
  await requireDatabase(env.DATABASE_URL);
  return { url: env.DATABASE_URL, stop: () => Promise.resolve() };
}

async function prepareDatabase(url: string): Promise<string> {
  const applied = await migrate(url, "prisma/migrations");
  await installQueues(url);
  return applied.length === 0 ? "up to date" : `${applied.length} applied`;
}

/** Somebody who starts Plateau for the first time finds a run that is under way. */
async function startDemo(url: string, version: string): Promise<void> {
  const db = connect(url, { connections: 1 });
  try {
    if ((await countRuns(db)) === 0) {
      await startRun(db, { kind: "training", config: demoConfig, codeVersion: version });
    }
  } finally {
    await db.$disconnect();
  }
}

/** Where a browser on this machine finds what listens on `host`. */
function addressOf(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  if (host === "") throw new AppError("invalid_argument", "HOST must not be empty.");
  return host.includes(":") ? `[${host}]` : host;
}
