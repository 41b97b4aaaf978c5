import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "~/db/migrate";
import { installQueues } from "~/db/queue";
import { startPostgres } from "~workers/supervisor/startPostgres";

declare module "vitest" {
  export interface ProvidedContext {
    /** A migrated database, from which each test file copies its own. */
    templateUrl: string;
  }
}

/** Starts the real PostgreSQL once for all test files that need one. */
export default async function postgresServer(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), "plateau-test-"));
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "200",
  };
  const server = await startPostgres({ directory: join(directory, "postgres"), settings });
  await migrate(server.url, "prisma/migrations");
  await installQueues(server.url);
  project.provide("templateUrl", server.url);

  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
