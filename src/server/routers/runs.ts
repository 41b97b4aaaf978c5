import { z } from "zod";
import { parseIngestConfig } from "~/core/ingestConfig";
import { parseRunConfig } from "~/core/runConfig";
import { latestCursor } from "~/db/events";
import { killRun, pauseRun, resumeRun } from "~/db/runControl";
import { archiveRun, getRun, listRuns } from "~/db/runs";
import { startRun } from "~/db/startRun";
import { etaOfRun } from "../runs/etaOfRun";
import { readSparklines } from "../runs/readSparklines";
import { procedure, router } from "../trpc";
import { readEnv } from "~/env";

const RunId = z.object({ runId: z.string() });
const controls = { pause: pauseRun, resume: resumeRun, kill: killRun } as const;

export const runsRouter = router({
  list: procedure
    .input(z.object({ archived: z.boolean().default(false) }).prefault({}))
    .query(async ({ ctx, input }) =>
      (await listRuns(ctx.db, input)).map((run) => ({ ...run, etaSeconds: etaOfRun(run) })),
    ),

  /** A run as it stands, and the cursor from which its events go on. */
  get: procedure.input(RunId).query(async ({ ctx, input }) => {
    // The cursor first: what happens in between is then told twice, never missed.
    const cursor = await latestCursor(ctx.db, input.runId);
    const run = await getRun(ctx.db, input.runId);
    return { ...run, etaSeconds: etaOfRun(run), cursor };
  }),

  sparklines: procedure.input(RunId).query(({ ctx, input }) => readSparklines(ctx.db, input.runId)),

  /** Takes the CLI's JSON. The message of a refusal has one line per wrong value. */
  create: procedure.input(z.unknown()).mutation(({ ctx, input }) =>
    startRun(ctx.db, {
      ...{ kind: "training", config: parseRunConfig(input) },
      codeVersion: readEnv().PLATEAU_CODE_VERSION,
    }),
  ),

  /** The same for checkpoints that somebody else trains. */
  ingest: procedure.input(z.unknown()).mutation(({ ctx, input }) =>
    startRun(ctx.db, {
      ...{ kind: "ingest", config: parseIngestConfig(input) },
      codeVersion: readEnv().PLATEAU_CODE_VERSION,
    }),
  ),

  setState: procedure
    .input(RunId.extend({ to: z.enum(["pause", "resume", "kill"]) }))
    .mutation(({ ctx, input }) => controls[input.to](ctx.db, input.runId)),

  archive: procedure
    .input(RunId.extend({ archived: z.boolean() }))
    .mutation(({ ctx, input }) => archiveRun(ctx.db, input.runId, input.archived)),
});
