import { type MeasurementCell, touches } from "~/core/cells";
import { AppError } from "~/core/errors";
import type { Db } from "./client";
import type { CellState } from "./generated/enums";
import type { CheckpointModel } from "./generated/models";
import type { InputJsonValue, JsonValue } from "./generated/internal/prismaNamespace";

/** The weights of a run after `step` optimizer steps. */
export type Checkpoint = Omit<CheckpointModel, "tokens" | "bytes"> & {
  /** Trained on so far; null where nobody says. */
  tokens: number | null;
  bytes: number;
};

export interface CellStatus {
  cell: MeasurementCell;
  state: CellState;
  /** Why it failed or was skipped. */
  reason: string | null;
  durationMs: number | null;
  /** Done, but by an earlier version of how the cell is computed: its numbers do not compare with today's. */
  isOlder: boolean;
}

export interface NewCheckpoint {
  runId: string;
  step: number;
  /** Trained on so far; null where nobody says. */
  tokens: number | null;
  uri: string;
  /** null until they are read. */
  sha256: string | null;
  bytes: number;
  format: string;
  /** The Hugging Face config. */
  architecture: JsonValue;
}

/** Safe to repeat: the checkpoint of a step that is trained again replaces the row and keeps its id. */
export async function saveCheckpointRow(db: Db, checkpoint: NewCheckpoint): Promise<number> {
  const { runId, step } = checkpoint;
  const data = { ...checkpoint, architecture: checkpoint.architecture as InputJsonValue };
  const row = await db.checkpoint.upsert({
    where: { runId_step: { runId, step } },
    create: data,
    update: data,
    select: { id: true },
  });
  return row.id;
}

/**
 * A checkpoint that was found. One of that step that is there already stays as it is.
 *
 * @returns its id, or null when there is one
 */
export async function addCheckpointRow(db: Db, checkpoint: NewCheckpoint): Promise<number | null> {
  const data = { ...checkpoint, architecture: checkpoint.architecture as InputJsonValue };
  const [row] = await db.checkpoint.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } });
  return row?.id ?? null;
}

/**
 * A found checkpoint that lies elsewhere now; what failed because it was gone may be tried again.
 *
 * @returns its id
 */
export async function moveCheckpoint(
  db: Db,
  { runId, step, uri }: { runId: string; step: number; uri: string },
): Promise<number> {
  const { id } = await db.checkpoint.update({
    where: { runId_step: { runId, step } },
    data: { uri },
    select: { id: true },
  });
  await db.measurement.deleteMany({ where: { checkpointId: id, state: "failed" } });
  return id;
}

/** What is known about a checkpoint's weights once they are read. */
export async function describeCheckpoint(
  db: Db,
  id: number,
  known: Pick<NewCheckpoint, "sha256" | "format" | "architecture">,
): Promise<void> {
  await db.checkpoint.update({
    where: { id },
    data: { ...known, architecture: known.architecture as InputJsonValue },
  });
}

/** @throws AppError not_found */
export async function getCheckpoint(db: Db, id: number): Promise<Checkpoint> {
  const checkpoint = await findCheckpoint(db, id);
  if (!checkpoint) throw new AppError("not_found", `There is no checkpoint ${id}.`);
  return checkpoint;
}

export async function findCheckpoint(db: Db, id: number): Promise<Checkpoint | null> {
  const row = await db.checkpoint.findUnique({ where: { id } });
  return row && toCheckpoint(row);
}

export async function findCheckpointAt(db: Db, runId: string, step: number): Promise<Checkpoint | null> {
  const row = await db.checkpoint.findUnique({ where: { runId_step: { runId, step } } });
  return row && toCheckpoint(row);
}

/** The steps of a run that have a checkpoint, where each lies, and what tells its content from another's. */
export async function listCheckpointSteps(
  db: Db,
  runId: string,
): Promise<Pick<Checkpoint, "id" | "step" | "uri" | "bytes" | "sha256">[]> {
  const select = { id: true, step: true, uri: true, bytes: true, sha256: true };
  const rows = await db.checkpoint.findMany({ where: { runId }, select });
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

/** By step, each with how far its measuring is. */
export async function listCheckpoints(
  db: Db,
  runId: string,
): Promise<(Checkpoint & { cells: CellStatus[] })[]> {
  const rows = await db.checkpoint.findMany({
    where: { runId },
    orderBy: { step: "asc" },
    include: {
      measurements: { select: { cell: true, version: true, state: true, reason: true, durationMs: true } },
    },
  });
  return rows.map(({ measurements, ...row }) => ({ ...toCheckpoint(row), cells: furthest(measurements) }));
}

/** A cell may stand in the ledger under several configurations; the one that got furthest speaks for it. */
function furthest(
  cells: (Omit<CellStatus, "cell" | "isOlder"> & { cell: string; version: number })[],
): CellStatus[] {
  const best = new Map<string, CellStatus>();
  for (const { version, ...rest } of cells) {
    const cell = rest.cell as MeasurementCell;
    const status = { ...rest, cell, isOlder: rest.state === "done" && version < touches[cell].version };
    const other = best.get(cell);
    if (!other || standing(status) > standing(other)) best.set(cell, status);
  }
  return [...best.values()];
}

const standing = ({ state, isOlder }: CellStatus) => order.indexOf(state) + (isOlder ? 0 : 0.5);

const order: readonly CellState[] = ["skipped", "pending", "failed", "running", "done"];

function toCheckpoint({ tokens, bytes, ...row }: CheckpointModel): Checkpoint {
  return { ...row, tokens: tokens === null ? null : Number(tokens), bytes: Number(bytes) };
}
