import { type MeasurementCell, scheduledCells, touches } from "~/core/cells";
import { AppError } from "~/core/errors";
import { Provenance } from "~/core/provenance";
import type { Db } from "./client";
import { isAlive } from "./workerRows";

/** One cell of the ledger, by its natural key. `configHash` is of the parameters: another configuration is another cell. */
export interface CellKey {
  checkpointId: number;
  cell: MeasurementCell;
  /** Of the cell "layer"; null for the others. */
  layer?: number | null;
  configHash: string;
}

/**
 * Takes a cell, so that no other worker computes it too. A cell whose worker died, that failed or was skipped can
 * be taken again.
 *
 * @returns the id of the measurement, or null when it is done or in the hands of another live worker
 */
export async function claimCell(db: Db, claim: CellKey & { workerId: string }): Promise<number | null> {
  const { checkpointId, cell, layer = null, configHash, workerId } = claim;
  const { version } = touches[cell];
  const [row] = await db.$queryRaw<{ id: number }[]>`
    insert into "Measurement" as m ("checkpointId", cell, layer, "configHash", version, state, "workerId", "startedAt")
    values (${checkpointId}, ${cell}, ${layer}::int, ${configHash}, ${version}, 'running', ${workerId}, now())
    on conflict ("checkpointId", cell, "configHash") do update
    set state = 'running', version = excluded.version, "workerId" = excluded."workerId", "startedAt" = now(),
      "finishedAt" = null, reason = null
    where m.state in ('pending', 'failed', 'skipped')
      or m.state = 'running' and (m."workerId" = excluded."workerId" or not exists (
        select from "Worker" w where w.id = m."workerId" and ${isAlive}))
    returning id`;
  if (row) return row.id;
  // The hash holds the version: a row from before versions were stored is told here which it was made by.
  await db.measurement.updateMany({
    where: { checkpointId, cell, configHash, version: { lt: version } },
    data: { version },
  });
  return null;
}

/**
 * Call it last in the transaction that saves what was measured: all of it is there, or nothing.
 *
 * @throws AppError conflict when the cell was given to another worker meanwhile
 */
export async function finishCell(
  db: Db,
  measurementId: number,
  result: { workerId: string; provenance: Provenance; durationMs: number },
): Promise<void> {
  const { workerId, provenance, durationMs } = result;
  const { count } = await db.measurement.updateMany({
    where: { id: measurementId, workerId, state: "running" },
    data: { state: "done", reason: null, provenance, durationMs, finishedAt: new Date() },
  });
  if (count === 0)
    throw new AppError("conflict", `Measurement ${measurementId} was taken over by another worker.`);
}

/** It may be claimed again. `reason` is for the reader. */
export async function failCell(db: Db, measurementId: number, reason: string): Promise<void> {
  await db.measurement.updateMany({
    where: { id: measurementId, state: "running" },
    data: { state: "failed", reason, finishedAt: new Date() },
  });
}

/** What a worker that stops does with its cell. */
export async function releaseCell(db: Db, measurementId: number): Promise<void> {
  await db.measurement.updateMany({
    where: { id: measurementId, state: "running" },
    data: { state: "pending", workerId: null, startedAt: null },
  });
}

/** The same for whatever a worker holds: one that died, or that was stopped where it could not let go by itself. */
export async function releaseCellsOf(db: Db, workerId: string): Promise<void> {
  await db.measurement.updateMany({
    where: { workerId, state: "running" },
    data: { state: "pending", workerId: null, startedAt: null },
  });
}

/** Marks every scheduled cell of a checkpoint that cannot be read; those that are done stay so. */
export async function failUnreadable(db: Db, checkpointId: number, reason: string): Promise<void> {
  const failed = { checkpointId, configHash: unreadHash, state: "failed" as const, reason };
  await db.measurement.createMany({
    data: scheduledCells.map((cell) => ({ ...failed, cell, finishedAt: new Date() })),
    skipDuplicates: true,
  });
}

/** The ledger's key for a cell whose parameters are not known, because nothing could be read. */
const unreadHash = "unread";

/** Safe to repeat; a cell that is done stays so. */
export async function skipCell(db: Db, { reason, ...key }: CellKey & { reason: string }): Promise<void> {
  const { checkpointId, cell, layer = null, configHash } = key;
  await db.$executeRaw`
    insert into "Measurement" as m ("checkpointId", cell, layer, "configHash", state, reason, "finishedAt")
    values (${checkpointId}, ${cell}, ${layer}::int, ${configHash}, 'skipped', ${reason}, now())
    on conflict ("checkpointId", cell, "configHash") do update
    set state = 'skipped', reason = excluded.reason, "finishedAt" = now()
    where m.state <> 'done'`;
}

/**
 * How the numbers of a measurement came to be.
 *
 * @throws AppError not_found when there is none, or it is not done
 */
export async function getProvenance(db: Db, measurementId: number): Promise<Provenance> {
  const row = await db.measurement.findUnique({ where: { id: measurementId }, select: { provenance: true } });
  if (!row?.provenance) throw new AppError("not_found", `There is no finished measurement ${measurementId}.`);
  return Provenance.parse(row.provenance);
}
