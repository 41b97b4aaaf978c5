import type { ProgressEvent } from "~/core/events";
import type { SeriesName } from "~/core/metrics";
import type { RunState } from "~/core/runState";
import { appendEvents, notifyEvents } from "~/db/events";
import type { Database } from "~/db/client";
import { pruneProgress } from "~/db/pruneProgress";
import { appendPoints } from "~/db/points";
import { recordProgress } from "~/db/runProgress";
import type { StepReport } from "~workers/lm/createTrainer";

/** What is true of the training now, beside its curves. */
export interface Pace {
  tokensPerSecond: number | null;
  etaSeconds: number | null;
}

/** How many flushes pass until the run's log of them is thinned: under two minutes of training. */
const flushesPerPruning = 500;

/** The curves of training that are not stored yet. */
export class ProgressLog {
  private steps: number[] = [];
  private reports: StepReport[] = [];
  private trainingMs = 0;
  private flushes = 0;

  constructor(
    private readonly db: Database,
    private readonly runId: string,
  ) {}

  add(step: number, report: StepReport, durationMs: number): void {
    this.steps.push(step);
    this.reports.push(report);
    this.trainingMs += durationMs;
  }

  /** Time since the last flush that was spent training. */
  get pendingMs(): number {
    return this.trainingMs;
  }

  /**
   * Stores the points and announces them, in one transaction.
   *
   * @returns the run's state; null when there was nothing to store
   */
  async flush({ tokensPerSecond, etaSeconds }: Pace): Promise<RunState | null> {
    const { db, runId, steps, reports, trainingMs } = this;
    const step = steps.at(-1);
    if (step === undefined) return null;
    const series = columnsOf(reports);
    const event: ProgressEvent = { type: "progress", step, tokensPerSecond, etaSeconds, steps, series };
    const points = Object.entries(series).flatMap(([name, values]) =>
      values.map((value, i) => ({ name, step: steps[i]!, value })),
    );
    const state = await db.$transaction(async (tx) => {
      await appendPoints(tx, runId, points);
      await appendEvents(tx, runId, [event]);
      return recordProgress(tx, { runId, step, tokensPerSecond, trainingMs });
    });
    [this.steps, this.reports, this.trainingMs] = [[], [], 0];
    await notifyEvents(db, runId);
    // Slices may be short: the first flush of each thins, too.
    if (this.flushes++ % flushesPerPruning === 0) await pruneProgress(db, runId);
    return state;
  }
}

function columnsOf(reports: StepReport[]) {
  return {
    "training.loss": reports.map(({ loss }) => loss),
    "training.gradientNorm": reports.map(({ gradientNorm }) => gradientNorm),
    "training.learningRate": reports.map(({ learningRate }) => learningRate),
  } satisfies Partial<Record<SeriesName, number[]>>;
}
