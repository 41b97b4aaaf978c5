import { agrees, compareArrays } from "~/core/recomputation";
import type { JobPayload } from "~/core/jobs";
import type { Provenance } from "~/core/provenance";
import { getCheckpoint } from "~/db/checkpoints";
import { saveRecomputation } from "~/db/recomputations";
import { getRun } from "~/db/runs";
import { readStoredCell } from "~/db/storedCell";
import { measurable } from "~workers/measure/measurable";
import { namedArrays } from "~workers/measure/namedArrays";
import { openSubject } from "~workers/measure/openSubject";
import { storedFindings } from "~workers/measure/storedFindings";
import type { JobContext } from "./jobContext";

/**
 * Computes a cell once more, here and now, and stores how far it lies from what the ledger holds: its arrays and, unless a
 * later measurement has written them anew, its points of the run's curves.
 */
export async function recompute(
  { measurementId }: JobPayload<"recompute">,
  { db, backend, codeVersion, dataDirectory }: JobContext,
  signal: AbortSignal,
): Promise<void> {
  const stored = await readStoredCell(db, measurementId);
  const checkpoint = await getCheckpoint(db, stored.checkpointId);
  const run = await getRun(db, checkpoint.runId);
  const { subject, close } = await openSubject(db, { run, checkpoint }, { backend, dataDirectory, signal });
  try {
    const of = measurable(subject, {
      ...{ kernels: backend.kernels, signal, layer: stored.layer },
      found: storedFindings(db, checkpoint, previousStepOf(stored.provenance)),
    });
    const again = await of.measure(stored.cell);
    const points = stored.points === null ? null : again.points;
    const worst = compareArrays(namedArrays(stored), namedArrays({ ...again, points }));
    await saveRecomputation(db, measurementId, {
      ...{ backend: backend.description, codeVersion },
      ...{ worst, holds: agrees(worst) },
    });
  } finally {
    await close();
  }
}

/** The checkpoint that leading neurons were compared with then, even if another one between was measured since. */
function previousStepOf({ parameters: { previousStep } }: Provenance): number | null | undefined {
  return typeof previousStep === "number" || previousStep === null ? previousStep : undefined;
}
