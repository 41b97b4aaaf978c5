import type { Db } from "./client";

/** "18.4". Fails when the server does not answer. */
export async function databaseVersion(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<
    { version: string }[]
  >`select current_setting('server_version') as version`;
  return row?.version.split(" ")[0] ?? "unknown";
}
