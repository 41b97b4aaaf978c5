import { AppError } from "~/core/errors";
import { type ActivationCorrelation, correlateActivations } from "~/core/groups/correlateActivations";
import { type NullSpaceShare, nullSpaceShare } from "~/core/neurons/nullSpaceShare";
import type { NumericKernels } from "~workers/backends/numericKernels";
import { type Ablation, ablateFinalMlp } from "./influence/ablateFinalMlp";
import { type EvaluatedModel, evaluateModel } from "./evaluateModel";
import { type InfluenceResult, measureInfluence, type PreviousInfluence } from "./influence/measureInfluence";
import type { Ranking } from "./influence/ranking";
import { linearKernels } from "./linearKernels";
import type { Subject } from "./subject";

/** What was found before and is stored somewhere; nothing when a model is measured on its own. */
export interface Found {
  readonly ranking: () => Promise<Ranking | null>;
  readonly previous: () => Promise<PreviousInfluence>;
}

export const nothingFound: Found = {
  ranking: () => Promise.resolve(null),
  previous: () => Promise.resolve({ step: null, rare: null, common: null, signed: null }),
};

/** One visit to a subject: what several cells need is computed once, when the first of them asks for it. */
export interface Session {
  readonly subject: Subject;
  /** What the cell "layer" is about; null where it is not asked for. */
  readonly layer: number | null;
  readonly kernels: NumericKernels;
  /** Looked at between pieces of work. */
  readonly signal: AbortSignal;
  readonly evaluated: () => Promise<EvaluatedModel>;
  /** Between the activations of all neurons of the final MLP. */
  readonly correlation: () => Promise<ActivationCorrelation>;
  /** Of every neuron of the final MLP. */
  readonly ablated: () => Promise<Ablation>;
  /** null before `ablated` was asked for. */
  readonly ablatedAlready: () => Promise<Ablation> | null;
  /** ρ of every neuron of the final MLP. */
  readonly nullSpace: () => Promise<NullSpaceShare>;
  readonly influence: () => Promise<InfluenceResult>;
  /** @throws AppError not_measurable where no evaluated position is rare */
  readonly ranking: () => Promise<Ranking>;
}

export function openSession(
  subject: Subject,
  options: { kernels: NumericKernels; signal: AbortSignal; layer?: number | null; found?: Found },
): Session {
  const { kernels, signal, layer = null, found = nothingFound } = options;
  const evaluated = once(() => evaluateModel(subject));
  const correlation = once(async () => {
    const { activations, positionBands } = await evaluated();
    const shape = { positions: positionBands.length, neurons: subject.mlp.neurons };
    return correlateActivations(activations, { ...shape, gramOf: linearKernels(kernels).gramOf });
  });
  const ablated = once(async () => ablateFinalMlp(subject, await evaluated(), { kernels, signal }));
  const { mlp, head } = subject;
  const nullSpace = once(() =>
    Promise.resolve(nullSpaceShare(mlp.wOut, { ...head, ...linearKernels(kernels) })),
  );
  const influence = once(async () => {
    const [{ sums }, previous] = await Promise.all([ablated(), found.previous()]);
    return measureInfluence(subject, await evaluated(), { sums, previous });
  });
  const ranking = once(async () => {
    const known = influence.called() ? null : await found.ranking();
    const ranking = known ?? (await influence()).ranking;
    if (ranking) return ranking;
    throw new AppError(
      "not_measurable",
      "Groups of neurons need the influence on rare targets, and no evaluated position has one.",
    );
  });
  const ablatedAlready = () => (ablated.called() ? ablated() : null);
  return {
    ...{ subject, layer, kernels, signal },
    ...{ evaluated, correlation, ablated, ablatedAlready, nullSpace, influence, ranking },
  };
}

function once<T>(compute: () => Promise<T>): { (): Promise<T>; called: () => boolean } {
  let computed: Promise<T> | undefined;
  return Object.assign(() => (computed ??= compute()), { called: () => computed !== undefined });
}
