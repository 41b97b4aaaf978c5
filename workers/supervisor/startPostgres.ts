import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { AppError } from "~/core/errors";
import { endOrphan } from "./endOrphan";
import { type Kept, spawnKept } from "./keeper";
import { postgresBinary } from "./postgresBinary";
import { unprivileged } from "./unprivileged";

const majorVersion = "18";
const database = "plateau";
const startAttempts = 20;

export interface Postgres {
  url: string;
  port: number;
  /** Resolves when the server has ended, by `stop` or by itself. */
  exited: Promise<void>;
  stop: () => Promise<void>;
}

export interface PostgresOptions {
  /** The cluster; made when missing. Its password and log lie beside it. */
  directory: string;
  /** A free one when not given. */
  port?: number;
  /** Server settings besides ours: { fsync: "off" }. */
  settings?: Record<string, string>;
}

/**
 * Starts the embedded PostgreSQL on a loopback port, behind a password that only this user can read, with a
 * database named "plateau". The server ends when this process does, in whatever way.
 *
 * @throws AppError unavailable, disk_full, or conflict when another PostgreSQL version wrote the directory
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { directory, settings = {} } = options;
  mkdirSync(dirname(directory), { recursive: true, mode: 0o711 });
  const password = initialise(directory);
  await endOrphan(directory);

  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const kept = launch(directory, port, settings);
    const url = `postgresql://plateau:${password}@127.0.0.1:${port}/${database}`;
    if (await answers(kept, url)) return { url, port, exited: kept.exited, stop: kept.release };
    // Another program took the port, or the children of a killed server have not let go of its memory yet.
    if (attempt === startAttempts) throw startFailure(directory);
    await sleep(250);
  }
}

function launch(directory: string, port: number, settings: Record<string, string>): Kept {
  const { prefix, user } = unprivileged(directory);
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile(directory), "w", 0o600);
  try {
    return spawnKept(
      [...prefix, postgresBinary("postgres"), "-D", directory, "-p", String(port), ...flags],
      user,
      log,
    );
  } finally {
    closeSync(log);
  }
}

/** Waits until the server takes connections and has our database; false when it ended instead. */
async function answers(kept: Kept, url: string): Promise<boolean> {
  while (kept.shell.exitCode === null && kept.shell.signalCode === null) {
    const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, "postgres") });
    client.on("error", () => undefined);
    try {
      // What answers may be another program, which never says a word.
      await Promise.race([client.connect(), kept.exited.then(() => Promise.reject(new Error("ended")))]);
      const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
      if (rowCount === 0) await client.query(`create database ${database}`);
      return true;
    } catch (error) {
      if (isRefused(error)) throw error;
      await sleep(20);
    } finally {
      void client.end().catch(() => undefined);
    }
  }
  return false;
}

/** A wrong password: some other server answers here, or the password file is not this cluster's. */
function isRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith("28") === true;
}

/** Makes the cluster once. Returns its password. */
function initialise(directory: string): string {
  const passwordFile = `${directory}-password`;
  const versionFile = join(directory, "PG_VERSION");
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, "utf8").trim();
    if (version === majorVersion) return readFileSync(passwordFile, "utf8");
    throw new AppError(
      "conflict",
      `${directory} was written by PostgreSQL ${version}, and this Plateau brings ${majorVersion}. Use another PLATEAU_DATA_DIR.`,
    );
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  // Renamed when whole, so that an initdb that was killed leaves nothing that looks like a cluster.
  const staging = `${directory}.new`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { mode: 0o700 });
  initdb(staging, passwordFile);
  renameSync(staging, directory);
  return password;
}

function initdb(directory: string, passwordFile: string): void {
  const { prefix, user } = unprivileged(directory, passwordFile);
  const [command, ...args]: string[] = [...prefix, postgresBinary("initdb")];
  const flags = [
    "-D",
    directory,
    "-U",
    "plateau",
    "-A",
    "scram-sha-256",
    "--pwfile",
    passwordFile,
    "-E",
    "UTF8",
    "--locale=C",
  ];
  const { status, stderr } = spawnSync(command!, [...args, ...flags], { ...user, encoding: "utf8" });
  if (status === 0) return;
  rmSync(directory, { recursive: true, force: true });
  throw databaseFailure(`PostgreSQL could not make its directory ${directory}`, stderr);
}

function startFailure(directory: string): AppError {
  return databaseFailure(
    `PostgreSQL does not start on ${directory}`,
    readFileSync(logFile(directory), "utf8"),
  );
}

function databaseFailure(what: string, output: string): AppError {
  const reason =
    output.split("\n").findLast((line) => /(FATAL|PANIC|error|could not)/i.test(line)) ?? output.slice(-500);
  const code = output.includes("No space left on device") ? "disk_full" : "unavailable";
  return new AppError(code, `${what}: ${reason.replace(/^.*(FATAL|PANIC|error): */, "").trim()}`);
}

const logFile = (directory: string) => join(dirname(directory), "postgres.log");

/** A loopback port that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
