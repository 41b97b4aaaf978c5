import type { Db } from "~/db/client";
import { saveGroupStatistics } from "~/db/groupStatistics";
import { saveNeuronContexts } from "~/db/neuronContexts";
import { appendPoints } from "~/db/points";
import { saveRegimeFits } from "~/db/regimeFits";
import { saveSpectra } from "~/db/spectra";
import { saveVectors } from "~/db/vectors";
import { saveVocabulary } from "~/db/vocabularies";
import type { CellResult } from "./cellResult";

/** Safe to repeat: every row is saved under its natural key. */
export async function saveCellResult(
  db: Db,
  { runId, measurementId }: { runId: string; measurementId: number },
  result: CellResult,
): Promise<void> {
  const {
    points = [],
    vectors = [],
    fits = [],
    spectra = [],
    groups = [],
    contexts = [],
    vocabulary,
  } = result;
  await appendPoints(db, runId, points);
  if (vectors.length > 0) await saveVectors(db, measurementId, vectors);
  if (fits.length > 0) await saveRegimeFits(db, measurementId, fits);
  if (spectra.length > 0) await saveSpectra(db, measurementId, spectra);
  if (groups.length > 0) await saveGroupStatistics(db, measurementId, groups);
  if (contexts.length > 0) await saveNeuronContexts(db, measurementId, contexts);
  if (vocabulary) await saveVocabulary(db, vocabulary);
}
