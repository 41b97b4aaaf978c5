import { AppError } from "~/core/errors";
import { activationMoments } from "~/core/neurons/activationMoments";
import { weightStatistics } from "~/core/neurons/weightStatistics";
import type { NeuronContext } from "~/db/neuronContexts";
import type { Vector } from "~/db/vectors";
import type { CellResult } from "../cellResult";
import { linearKernels } from "../linearKernels";
import type { Session } from "../session";
import { logitStatistics, promotedTokens } from "./logitStatistics";
import { closeNeurons, contextSearch, neuronContexts } from "./neuronContexts";
import { nearestNeurons } from "./nearestNeurons";
import { vocabularyOf } from "./vocabularyOf";

/** What each neuron of the final MLP is, beside its influence. METHODS §2. */
export async function measureNeurons(session: Session): Promise<CellResult> {
  const { subject } = session;
  const { mlp, head, model, text } = subject;
  const { activations } = await session.evaluated();
  const { normIn, normOut, cosInOut } = weightStatistics(mlp, mlp.width);
  const shape = activationMoments(activations, mlp.neurons);
  const nullSpace = await session.nullSpace();
  const vectors: Vector[] = [
    column("neuron.normIn", normIn),
    column("neuron.normOut", normOut),
    ...(mlp.bIn ? [column("neuron.biasIn", mlp.bIn)] : []),
    column("neuron.cosInOut", cosInOut),
    column("activation.variance", shape.variance),
    column("activation.skew", shape.skew),
    column("activation.kurtosis", shape.kurtosis),
    column("activation.sparsity", shape.sparsity),
    column("neuron.nullSpaceShare", nullSpace.share),
    ...(await logitStatistics(mlp.wOut, { ...head, ...linearKernels(session.kernels) })),
    ...(await nearestNeurons("neighbours.in", mlp.wIn, mlp.width)),
    ...(await nearestNeurons("neighbours.out", mlp.wOut, mlp.width)),
  ];
  const vocabulary = vocabularyOf(model.sizes.vocabulary, text.decode);
  const { contexts, warning } = await contextsOrReason(session);
  const constant = shape.skew.filter((skew) => skew === null).length;
  return {
    ...{ vectors, contexts, vocabulary },
    methods: {
      moments: "population:kurtosis_not_excess@1",
      logit: "cosine(w_out, W_U)@1",
      logitVariance: "stolfo:folded,centred,by_covariance@2",
      nullSpaceShare: "stolfo:rho_k@1",
      promoted: "(w-mean(w))*gamma*W_U@1",
      neighbours: "cosine@1",
      contexts: "mean_ablation:exact,largest|delta|@1",
    },
    parameters: {
      layer: mlp.layer,
      nullSpaceDirections: nullSpace.directions,
      promotedTokens,
      contextNeurons: closeNeurons,
      contextsPerNeuron: contextSearch.count,
      contextTokens: contextSearch.window,
      vocabularyHash: vocabulary.hash,
    },
    warnings: [
      ...(constant > 0
        ? [`${constant} of ${mlp.neurons} neurons never change their activation: no skew or kurtosis`]
        : []),
      ...(mlp.bIn ? [] : ["the neurons have no bias"]),
      ...(warning ? [warning] : []),
    ],
  };
}

const column = (name: string, values: Vector["values"]): Vector => ({ name, band: "", values });

/** Without rare targets there are no leading neurons to show, and the rest is there all the same. */
async function contextsOrReason(
  session: Session,
): Promise<{ contexts: NeuronContext[]; warning: string | null }> {
  try {
    return { contexts: await neuronContexts(session), warning: null };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_measurable")) throw error;
    return { contexts: [], warning: `no contexts: ${error.message}` };
  }
}
