import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { readEnv } from "~/env";
import { workUntilStopped } from "~workers/worker/workUntilStopped";
import { analyze, type AnalyzeOptions } from "./commands/analyze";
import { backfill } from "./commands/backfill";
import { doctor } from "./commands/doctor";
import { get } from "./commands/get";
import { ingest, type IngestOptions } from "./commands/ingest";
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
  const ofCheckpoints = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option("--name <name>", "of the run")
      .option("--every <steps>", "take every so many steps only")
      .option("--text <file>", "to measure on: text or tokens; the demo's held-out text when left out")
      .option("--tokenizer <file>", "tokenizer.json or .tiktoken; the one beside the weights when left out")
      .option("--counts <file>", "how often each token stands in the training text")
      .option("--context <tokens>", "that a position can see")
      .option("--positions <number>", "of the text that neurons are ablated on");
  ofCheckpoints("ingest", "measure checkpoints that somebody else trained; prints the id of their run")
    .argument("[source]", "a file, a folder or a pattern; hf:ORG/MODEL; s3://bucket/prefix")
    .option("--config <file>", "JSON with all of it, as the form of the page writes it")
    .option("--revisions <list>", "of hf:ORG/MODEL: step0,step1000 or a pattern such as step*")
    .action((source: string | undefined, options: IngestOptions) =>
      ingest(source, options, { directory, follow: false }),
    );
  ofCheckpoints("watch", "the same, and go on looking until the run is stopped")
    .argument("<folder>", "in which a trainer writes checkpoint-*/, step*/, *.safetensors or *.pt")
    .action((source: string, options: IngestOptions) => ingest(source, options, { directory, follow: true }));
  program.command("runs").description("list the runs").option("--json").action(runs);
  program
    .command("get")
    .description("one run with its checkpoints; as JSON with its curves")
    .argument("<run>", "its id")
    .option("--json")
    .action(get);
  program
    .command("analyze")
    .description("measure one checkpoint, with no server and no database")
    .argument("<path>", "a folder or a file with weights, in any format")
    .option("--tokens <file>", "what to evaluate on: .u16 .u32 .bin .npy, or .txt .jsonl .parquet")
    .option("--context <n>", "tokens the model sees at a time")
    .option("--sequences <n>", "sequence s is tokens [s·(n+1), (s+1)·(n+1)) of the text")
    .option("--counts <file>", "how often each token stands in the training text: .npy or .json")
    .option("--tokenizer <file>", "tokenizer.json, vocab.json, .tiktoken or llama2.c's .bin")
    .option("--seed <n>", "of everything that is drawn")
    .requiredOption("--json <file>", "where the report is written")
    .addHelpText(
      "after",
      `
The report: eval, mean_loss, influence, frequency, robustness, regimes, groups, spectra, neurons, and for every cell in
provenance how it was made; what could not be measured is in not_measured with its reason. Key by key: docs/analyze.md`,
    )
    .action((path: string, options: AnalyzeOptions) =>
      analyze(resolve(directory, path), pathsFrom(directory, options)),
    );
  program
    .command("backfill")
    .description("measure what the schedule skipped, when nobody trains")
    .argument("<run>", "its id")
    .option("--cells <names...>", "only these")
    .option("--layers <numbers...>", "the influence of the neurons of these layers, the first is 0")
    .option("--step <step>", "with --layers: at this step only")
    .action(backfill);
  program
    .command("doctor")
    .description(
      "what this machine can compute on, what is chosen and why, and what would make the rest work",
    )
    .option("--json")
    .action(doctor);
  program
    .command("selftest")
    .description("recompute cases with known answers")
    .option("--json")
    .action(selftest);
  return program;
}

/** The paths among the options, as seen from where the reader is. */
function pathsFrom(directory: string, options: AnalyzeOptions): AnalyzeOptions {
  const { tokens, counts, tokenizer, json } = options;
  return {
    ...options,
    ...(tokens && { tokens: resolve(directory, tokens) }),
    ...(counts && { counts: resolve(directory, counts) }),
    ...(tokenizer && { tokenizer: resolve(directory, tokenizer) }),
    json: resolve(directory, json),
  };
}
