import pg from "pg";
import { AppError } from "~/core/errors";

/** The first PostgreSQL with 64-bit transaction ids, which the event log is ordered by. */
const oldestServer = 13;

/**
 * @returns the server's version
 * @throws AppError unavailable, saying which server, without its password, and why
 */
export async function requireDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    const version = rows[0]?.version.split(" ")[0] ?? "";
    if (Number.parseInt(version) >= oldestServer) return version;
    throw new AppError(
      "unavailable",
      `PostgreSQL ${version} is too old: Plateau needs ${oldestServer} or newer.`,
    );
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      "unavailable",
      `The database at ${withoutPassword(url)} cannot be used: ${reasonOf(cause)}`,
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port && `:${port}`}${pathname}`;
}

/** A name with several addresses fails with one error for each, and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join(", ");
  return error instanceof Error ? error.message : String(error);
}
