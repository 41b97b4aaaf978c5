import { createHash } from "node:crypto";
import { MeasurementCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import type { Provenance } from "~/core/provenance";
import type { Db } from "~/db/client";
import { appendEvents, notifyEvents } from "~/db/events";
import { claimCell, failCell, finishCell, skipCell } from "~/db/ledger";
import { listRegimeFits } from "~/db/regimeFits";
import { inTransaction } from "~/db/transaction";
import { readVector } from "~/db/vectors";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { ablateFinalMlp } from "./ablateFinalMlp";
import { type CellResult, saveCellResult } from "./cellResult";
import { type EvaluatedModel, evaluateModel } from "./evaluateModel";
import { measureCoordination } from "./measureCoordination";
import { measureInfluence } from "./measureInfluence";
import { measureSpectra } from "./measureSpectra";
import { openSubject, type Subject } from "./openSubject";
import { previousInfluence } from "./previousInfluence";

export interface MeasureRequest {
  db: Db;
  backend: ComputeBackend;
  checkpointId: number;
  /** Where checkpoints and corpora lie. */
  dataDirectory: string;
  workerId: string;
  codeVersion: string;
  /** Looked at between cells. */
  signal: AbortSignal;
}

/**
 * Fills the cells of one checkpoint that are missing. Each is committed on its own, with its provenance and an event,
 * so a repeated job computes only what is not there yet. What cannot be measured is skipped with the reason.
 *
 * @throws AppError not_found, checkpoint_unreadable; the cell it was at is marked failed with the reason
 */
export async function measureCheckpoint(request: MeasureRequest): Promise<void> {
  const { db, backend, workerId, signal } = request;
  const subject = await openSubject(db, request);
  const { checkpoint, run } = subject;
  const { step, id: checkpointId } = checkpoint;
  const measurements = measurementsOf(db, backend, subject);

  await announce({ type: "measuring", step, checkpointId });
  const hash = configHash(run.config);
  for (const cell of MeasurementCell.options) {
    signal.throwIfAborted();
    const measurementId = await claimCell(db, { checkpointId, cell, configHash: hash, workerId });
    if (measurementId === null) continue;
    const begin = performance.now();
    try {
      const result = await measurements[cell]();
      const durationMs = performance.now() - begin;
      await inTransaction(db, async (tx) => {
        await saveCellResult(tx, run.id, measurementId, result);
        await finishCell(tx, measurementId, {
          workerId,
          durationMs,
          provenance: provenanceOf(request, subject, result),
        });
        await appendEvents(tx, run.id, [{ type: "measured", step, checkpointId, cell }]);
      });
      await notifyEvents(db, run.id);
    } catch (error) {
      if (error instanceof AppError && error.code === "not_measurable") {
        await skipCell(db, { checkpointId, cell, configHash: hash, reason: error.message });
        continue;
      }
      await failCell(
        db,
        measurementId,
        error instanceof AppError ? error.message : "an unexpected error; see the worker's log",
      );
      throw error;
    }
  }

  async function announce(event: Parameters<typeof appendEvents>[2][number]) {
    await appendEvents(db, run.id, [event]);
    await notifyEvents(db, run.id);
  }
}

/** How each cell is measured. The forward pass is made once, when the first of them needs it. */
function measurementsOf(
  db: Db,
  backend: ComputeBackend,
  subject: Subject,
): Record<MeasurementCell, () => Promise<CellResult>> {
  const { kernels } = backend;
  let evaluated: Promise<EvaluatedModel> | undefined;
  const evaluate = () => (evaluated ??= evaluateModel(subject));

  return {
    influence: async () => {
      const evaluated = await evaluate();
      const sums = await ablateFinalMlp(kernels, subject, evaluated);
      return measureInfluence(subject, evaluated, { sums, previous: await previousInfluence(db, subject) });
    },
    spectra: () => Promise.resolve(measureSpectra(kernels, subject)),
    coordination: async () => {
      const of = { checkpointId: subject.checkpoint.id, band: "rare" };
      const rare = await readVector(db, { ...of, name: "influence.absolute" });
      const [stored] = await listRegimeFits(db, { ...of, curve: "absolute", method: "calibrated" });
      if (!rare || stored?.method !== "calibrated") {
        throw new AppError(
          "not_measurable",
          "Groups need the influence on rare targets, and no evaluated position has one.",
        );
      }
      return measureCoordination(kernels, subject, {
        evaluated: await evaluate(),
        rare: Float64Array.from(rare),
        fit: stored.fit,
      });
    },
  };
}

/** Of all that decides a measurement beside the weights: another configuration is another cell. */
function configHash({ seed, measure, corpus, model }: Subject["run"]["config"]): string {
  const { positions, nullGroups } = measure;
  const decisive = [
    seed,
    positions,
    nullGroups,
    corpus.name,
    corpus.maxTokens ?? null,
    model.vocabulary,
    model.context,
  ];
  return createHash("sha256").update(JSON.stringify(decisive)).digest("hex").slice(0, 16);
}

function provenanceOf(
  { backend, codeVersion }: MeasureRequest,
  subject: Subject,
  result: CellResult,
): Provenance {
  const { batch, bands, corpus, mlp, run, checkpoint } = subject;
  return {
    methods: result.methods,
    parameters: result.parameters,
    seed: run.config.seed,
    positions: batch.targets.length,
    rarePositions: batch.targets.reduce(
      (count, token) => count + (bands.names[bands.band[token]!] === "rare" ? 1 : 0),
      0,
    ),
    sequences: batch.sequences,
    neurons: mlp.neurons,
    tokensHash: corpus.tokensHash,
    countsHash: corpus.countsHash,
    weightsHash: checkpoint.sha256,
    dtype: "float32 model and ablation, float64 sums, spectra and statistics",
    backend: backend.description,
    codeVersion,
    warnings: result.warnings,
  };
}
