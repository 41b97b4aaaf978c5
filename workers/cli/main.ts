import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { readEnv } from "~/env";
import { workUntilStopped } from "~workers/worker/workUntilStopped";
import { backfill } from "./commands/backfill";
import { get } from "./commands/get";
import { runs } from "./commands/runs";
import { selftest } from "./commands/selftest";
import { train } from "./commands/train";
import { findDatabase } from "./findDatabase";
import { runCommand } from "./runCommand";

/** @param directory where the reader is: paths they give are seen from there */
export function main(args: string[], directory: string): Promise<never> {
  return runCommand(async () => {
    try {
      await createProgram(directory).parseAsync(args, { from: "user" });
    } catch (error) {
      // Commander has printed the help or what was wrong.
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode !== 0) process.exit(2);
    }
  });
}

function createProgram(directory: string): Command {
  const program = new Command("plateau")
    .description("Watch the neurons of a language model specialise while it trains.")
    .exitOverride()
    .showHelpAfterError();
  program.command("up").description("start everything, as npm start does");
  program
    .command("worker")
    .description("one more worker for a running Plateau, or for the database of DATABASE_URL")
    .action(async () => {
      const env = readEnv();
      await workUntilStopped(env, (await findDatabase(env)).databaseUrl);
    });
  program
    .command("train")
    .description("start a run; prints its id")
    .requiredOption("--config <file>", "JSON: what is left out takes its default")
    .action(({ config }: { config: string }) => train(resolve(directory, config)));
  program.command("runs").description("list the runs").option("--json").action(runs);
  program
    .command("get")
    .description("one run with its checkpoints; as JSON with its curves")
    .argument("<run>", "its id")
    .option("--json")
    .action(get);
  program
    .command("backfill")
    .description("measure what the schedule skipped, when nobody trains")
    .argument("<run>", "its id")
    .option("--cells <names...>", "only these")
    .action(backfill);
  program
    .command("selftest")
    .description("recompute cases with known answers")
    .option("--json")
    .action(selftest);
  return program;
}
