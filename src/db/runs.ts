import { AppError, type ErrorCode } from "~/core/errors";
import { IngestConfig } from "~/core/ingestConfig";
import { RunConfig } from "~/core/runConfig";
import type { RunState } from "~/core/runState";
import type { Db } from "./client";
import type { RunModel } from "./generated/models";

type RunRow = Omit<RunModel, "kind" | "config" | "stateCode"> & {
  state: RunState;
  /** The error behind the state, where one is. */
  stateCode: ErrorCode | null;
};

/** What a run is of. The config was checked when it was created. */
export type RunSpec = { kind: "training"; config: RunConfig } | { kind: "ingest"; config: IngestConfig };
export type Run = RunRow & RunSpec;
export type TrainingRun = Extract<Run, { kind: "training" }>;
export type IngestRun = Extract<Run, { kind: "ingest" }>;

export async function createRun(db: Db, run: RunSpec & { codeVersion: string }): Promise<Run> {
  const { kind, config, codeVersion } = run;
  const row = await db.run.create({
    data: {
      kind,
      name: config.name,
      config,
      codeVersion,
      totalSteps: kind === "training" ? run.config.training.steps : 0,
      statusEvents: { create: { state: "pending", step: 0 } },
    },
  });
  return toRun(row);
}

/** @throws AppError not_found */
export async function getRun(db: Db, id: string): Promise<Run> {
  const run = await findRun(db, id);
  if (!run) throw new AppError("not_found", `There is no run ${id}.`);
  return run;
}

export async function findRun(db: Db, id: string): Promise<Run | null> {
  const row = await db.run.findUnique({ where: { id } });
  return row && toRun(row);
}

/** Newest first; the archived ones or the others. */
export async function listRuns(db: Db, { archived = false } = {}): Promise<Run[]> {
  const rows = await db.run.findMany({
    where: { archivedAt: archived ? { not: null } : null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toRun);
}

/** Archived ones included. */
export function countRuns(db: Db): Promise<number> {
  return db.run.count();
}

/** @throws AppError not_found */
export async function archiveRun(db: Db, id: string, archived: boolean): Promise<void> {
  const { count } = await db.run.updateMany({
    where: { id },
    data: { archivedAt: archived ? new Date() : null },
  });
  if (count === 0) throw new AppError("not_found", `There is no run ${id}.`);
}

function toRun(row: RunModel): Run {
  const { kind, config, stateCode, ...rest } = row;
  const common = { ...rest, stateCode: stateCode as ErrorCode | null };
  return kind === "training"
    ? { ...common, kind, config: RunConfig.parse(config) }
    : { ...common, kind, config: IngestConfig.parse(config) };
}
