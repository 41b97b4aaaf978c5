import { type MeasurementCell, NamedCell, scheduledCells } from "~/core/cells";
import { AppError } from "~/core/errors";
import { getCheckpoint, listCheckpoints, listCheckpointSteps } from "./checkpoints";
import type { Db } from "./client";
import { listLayerCells } from "./layerCells";
import { enqueue } from "./queue";
import { getRun } from "./runs";

export interface BackfillRequest {
  /** Checkpoints that lack one of the cells, and the jobs queued for them now. */
  checkpoints: number;
  queued: number;
}

/**
 * Queues what the schedule skipped of a run: for every checkpoint the cells that are not done by today's methods, of those
 * asked for. They are filled when nobody trains, from the stored weights, and their time counts against nothing. A cell
 * that builds on the influence brings it along. The mutual information is filled where it is asked for by name.
 *
 * @throws AppError not_found; invalid_argument when a cell is asked for that there is none of
 */
export async function requestBackfill(
  db: Db,
  runId: string,
  cells: readonly string[] = scheduledCells,
): Promise<BackfillRequest> {
  const wanted = cells.map(requireNamed);
  await getRun(db, runId);
  let [checkpoints, queued] = [0, 0];
  for (const { id, architecture, cells: statuses } of await listCheckpoints(db, runId)) {
    // By now its architecture may be known; if not, the ledger finds nothing to do.
    const isNameless = isUnknown(architecture);
    const isDone = (cell: MeasurementCell) =>
      !(cell === "spectraAll" && isNameless) &&
      statuses.some(
        ({ cell: name, state, isOlder }) =>
          name === cell && ((state === "done" && !isOlder) || state === "running"),
      );
    const missing = NamedCell.options.filter((cell) => wanted.includes(cell) && !isDone(cell));
    if (missing.length === 0) continue;
    const needs = missing.some((cell) => !cell.startsWith("spectra")) && !isDone("influence");
    const all: NamedCell[] = needs && !missing.includes("influence") ? ["influence", ...missing] : missing;
    checkpoints++;
    if (await enqueue(db, "backfill", { checkpointId: id, cells: all })) queued++;
  }
  return { checkpoints, queued };
}

/**
 * Queues the influence of another layer's neurons.
 *
 * @returns false when it is waiting already
 * @throws AppError not_found
 */
export async function requestLayer(db: Db, checkpointId: number, layer: number): Promise<boolean> {
  await getCheckpoint(db, checkpointId);
  return enqueue(db, "layer", { checkpointId, layer });
}

/**
 * The same for several layers at every checkpoint of a run, or at one step; what is measured already stays.
 *
 * @returns how many jobs were queued now
 * @throws AppError not_found when there is no such run, or no checkpoint at that step
 */
export async function requestLayers(
  db: Db,
  runId: string,
  { layers, step }: { layers: readonly number[]; step?: number | undefined },
): Promise<number> {
  await getRun(db, runId);
  const checkpoints = (await listCheckpointSteps(db, runId)).filter(
    (checkpoint) => step === undefined || checkpoint.step === step,
  );
  if (step !== undefined && checkpoints.length === 0) {
    throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  }
  let queued = 0;
  for (const { id } of checkpoints) {
    const known = await listLayerCells(db, id);
    for (const layer of layers) {
      const isDone = known.some((cell) => cell.layer === layer && cell.state === "done" && !cell.isOlder);
      if (!isDone && (await requestLayer(db, id, layer))) queued++;
    }
  }
  return queued;
}

/** Its matrices then stand in the ledger under the names that they are stored by. */
const isUnknown = (architecture: unknown) =>
  typeof architecture === "object" &&
  architecture !== null &&
  "family" in architecture &&
  architecture.family === null;

function requireNamed(cell: string): NamedCell {
  const found = NamedCell.options.find((name) => name === cell);
  if (found) return found;
  throw new AppError(
    "invalid_argument",
    `There is no cell ${JSON.stringify(cell)} to backfill; there are ${NamedCell.options.join(", ")}.`,
  );
}
