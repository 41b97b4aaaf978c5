import { MeasurementCell, scheduledCells } from "~/core/cells";
import { AppError } from "~/core/errors";
import type { RunEvent } from "~/core/events";
import { type Checkpoint, getCheckpoint } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { appendEvents, notifyEvents } from "~/db/events";
import { claimCell, failCell, finishCell, releaseCell, skipCell } from "~/db/ledger";
import { getRun, type Run } from "~/db/runs";
import { inTransaction } from "~/db/transaction";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import type { CellResult } from "./cellResult";
import { type Measurable, measurable } from "./measurable";
import { openSubject } from "./openSubject";
import { saveCellResult } from "./saveCellResult";
import { shareOfTime } from "./shareOfTime";
import { storedFindings } from "./storedFindings";

export interface MeasureRequest {
  db: Db;
  backend: ComputeBackend;
  checkpointId: number;
  /** Which of its cells; by default all that are scheduled. */
  cells?: readonly MeasurementCell[] | undefined;
  /** Of the cell "layer". */
  layer?: number | null;
  /** Where checkpoints and corpora lie. */
  dataDirectory: string;
  workerId: string;
  codeVersion: string;
  /** Looked at between cells, and within those that take long. */
  signal: AbortSignal;
}

/**
 * Fills the cells of one checkpoint that are missing, some side by side. Each is committed on its own, with its provenance
 * and an event, so a repeated job computes only what is not there yet. What cannot be measured is skipped with the reason.
 *
 * @throws AppError not_found, checkpoint_unreadable; the cell it was at is marked failed with the reason
 */
export async function measureCheckpoint(request: MeasureRequest): Promise<void> {
  const { db, checkpointId } = request;
  const checkpoint = await getCheckpoint(db, checkpointId);
  const run = await getRun(db, checkpoint.runId);
  const { subject, close } = await openSubject(db, { run, checkpoint }, request);
  try {
    const { backend, signal, layer = null } = request;
    const found = storedFindings(db, checkpoint);
    const of = measurable(subject, { kernels: backend.kernels, signal, layer, found });
    await fillCells(request, { run, checkpoint, of });
  } finally {
    await close();
  }
}

async function fillCells(
  request: MeasureRequest,
  { run, checkpoint, of }: { run: Run; checkpoint: Checkpoint; of: Measurable },
): Promise<void> {
  const { db, backend, checkpointId, workerId, signal, layer = null } = request;
  const { step } = checkpoint;

  await announce(db, { type: "measuring", step, checkpointId });
  await notifyEvents(db, run.id);
  const cells = inOrder(request.cells);
  const begin = shareOfTime(() => performance.now());
  const inTurn = oneAfterAnother();
  const lanes = Array.from({ length: cellsAtOnce }, async () => {
    try {
      for (let cell; (cell = cells.shift());) await fill(cell);
    } catch (error) {
      // What the others are at they finish, and begin nothing else.
      cells.length = 0;
      throw error;
    }
  });
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;

  async function fill(cell: MeasurementCell): Promise<void> {
    signal.throwIfAborted();
    const key = { checkpointId, cell, layer, configHash: of.hashOf(cell) };
    // In their order, whatever the database answers first: who begins first is the first to ablate.
    const measurementId = await inTurn(() => claimCell(db, { ...key, workerId }));
    if (measurementId === null) return;
    const end = begin();
    try {
      const result = await of.measure(cell);
      await store(measurementId, cell, { result, durationMs: end() });
      await notifyEvents(db, run.id);
    } catch (error) {
      if (signal.aborted) {
        await releaseCell(db, measurementId);
        throw error;
      }
      if (!(error instanceof AppError)) {
        await failCell(db, measurementId, "an unexpected error; see the worker's log");
        throw error;
      }
      if (error.code !== "not_measurable") {
        await failCell(db, measurementId, error.message);
        throw error;
      }
      await skipCell(db, { ...key, reason: error.message });
    } finally {
      end();
    }
  }

  function store(
    measurementId: number,
    cell: MeasurementCell,
    { result, durationMs }: { result: CellResult; durationMs: number },
  ): Promise<void> {
    const { codeVersion } = request;
    const provenance = of.provenanceOf(result, { backend: backend.description, codeVersion });
    return inTransaction(db, async (tx) => {
      await saveCellResult(tx, { runId: run.id, measurementId }, result);
      await finishCell(tx, measurementId, { workerId, durationMs, provenance });
      await announce(tx, { type: "measured", step, checkpointId, cell });
    });
  }

  function announce(to: Db, event: RunEvent): Promise<void> {
    return appendEvents(to, run.id, [event]);
  }
}

/** Begins each piece of work when the one before has ended, in whatever way. */
function oneAfterAnother() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const own = last.then(work, work);
    last = own;
    return own;
  };
}

/** An ablation goes on beside what other cells compute. So many are in memory. */
const cellsAtOnce = 5;

/**
 * First the ablations that need no other's result, beside them what can begin without. Once influences are known another
 * ablation begins, so that there is always one to go on beside the rest.
 */
const order: readonly MeasurementCell[] = [
  ...(["influence", "frequency", "neurons", "spectra", "spectraAll"] as const),
  ...(["coordination", "modularity", "robustness"] as const),
  ...MeasurementCell.options,
];

const inOrder = (cells: readonly MeasurementCell[] = scheduledCells) =>
  [...new Set(order)].filter((cell) => cells.includes(cell));
