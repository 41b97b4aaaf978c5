import { AppError } from "~/core/errors";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { findProvenance } from "~/db/findProvenance";
import { listNeuronContexts } from "~/db/neuronContexts";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";
import { readVector } from "~/db/vectors";
import { findVocabulary } from "~/db/vocabularies";

/** A list of a neuron: what it is about, the strongest first. */
export interface Ranked {
  /** A token or a neuron. */
  id: number;
  value: number;
}

/**
 * What one neuron is about at one step: tokens it promotes and suppresses, the texts in which it matters most, the
 * neurons most like it. A list is null where it is not measured.
 *
 * @throws AppError not_found when the run has no checkpoint at that step, invalid_argument for a neuron the layer lacks
 */
export async function readNeuron(db: Db, of: { runId: string; step: number; neuron: number }) {
  const { runId, step, neuron } = of;
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  const mlpWidth = modelSizes(await getRun(db, runId), checkpoint)?.mlpWidth ?? 0;
  if (neuron >= mlpWidth) {
    throw new AppError(
      "not_found",
      `Neuron ${neuron} is not in the layer: its neurons are 0 to ${mlpWidth - 1}.`,
    );
  }
  const checkpointId = checkpoint.id;
  const listOf = async (name: string): Promise<Ranked[] | null> => {
    const [ids, values] = await Promise.all([
      readVector(db, { checkpointId, name: `${name}.ids`, band: "" }),
      readVector(db, { checkpointId, name: `${name}.values`, band: "" }),
    ]);
    if (!ids || !values) return null;
    const each = ids.length / mlpWidth;
    return Array.from({ length: each }, (_, k) => ({
      id: ids[neuron * each + k]!,
      value: values[neuron * each + k]!,
    }));
  };
  const [top, bottom, similarIn, similarOut, contexts, made] = await Promise.all([
    listOf("promoted.top"),
    listOf("promoted.bottom"),
    listOf("neighbours.in"),
    listOf("neighbours.out"),
    listNeuronContexts(db, { checkpointId, neuron }),
    findProvenance(db, { checkpointId, cell: "neurons" }),
  ]);
  const hash = made?.provenance.parameters.vocabularyHash;
  const vocabulary = typeof hash === "string" ? await findVocabulary(db, hash) : null;
  const token = (id: number) => vocabulary?.[id] ?? null;
  const withTokens = (list: Ranked[] | null) =>
    list?.map((entry) => ({ ...entry, token: token(entry.id) })) ?? null;
  return {
    step,
    neuron,
    promoted: { top: withTokens(top), bottom: withTokens(bottom) },
    neighbours: { in: similarIn, out: similarOut },
    contexts: contexts.map(({ tokens, target, ...context }) => ({
      ...context,
      target: { id: target, token: token(target) },
      tokens: tokens.map((id) => ({ id, token: token(id) })),
    })),
  };
}
