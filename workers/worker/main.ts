import { requireThat } from "~/core/errors";
import { readEnv } from "~/env";
import { runCommand } from "~workers/cli/runCommand";
import { workUntilStopped } from "./workUntilStopped";

// What the supervisor starts.
await runCommand(async () => {
  const env = readEnv();
  requireThat(env.DATABASE_URL !== undefined, "a worker needs DATABASE_URL");
  await workUntilStopped(env, env.DATABASE_URL);
});
