import { AppError, type ErrorCode } from "~/core/errors";
import { RunConfig } from "~/core/runConfig";
import type { RunState } from "~/core/runState";
import type { Db } from "./client";
import type { RunModel } from "./generated/models";

/** One training run. A config of an older version has what it lacks by default. */
export type Run = Omit<RunModel, "config" | "stateCode"> & {
  config: RunConfig;
  state: RunState;
  /** The error behind the state, where one is. */
  stateCode: ErrorCode | null;
};

export async function createRun(db: Db, run: { config: RunConfig; codeVersion: string }): Promise<Run> {
  const { config, codeVersion } = run;
  const row = await db.run.create({
    data: {
      name: config.name,
      config,
      codeVersion,
      totalSteps: config.training.steps,
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
  return { ...row, config: RunConfig.parse(row.config), stateCode: row.stateCode as ErrorCode | null };
}
