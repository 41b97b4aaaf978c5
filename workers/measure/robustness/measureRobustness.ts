import type { BandedInfluence } from "~/core/influence/influenceSums";
import { summarizeInfluence } from "~/core/influence/summarizeInfluence";
import { topNeurons } from "~/core/influence/topNeurons";
import { deriveSeed } from "~/core/stats/random";
import type { Vector } from "~/db/vectors";
import type { CellResult } from "../cellResult";
import { toleranceOf } from "../influence/ablateFinalMlp";
import { ablateNeurons } from "../neurons/ablateNeurons";
import { columnsOf } from "../neurons/columnsOf";
import { closeNeurons } from "../neurons/neuronContexts";
import type { Session } from "../session";
import { rankAgreement } from "./rankAgreement";
import { resampledActivations } from "./resampledActivations";

/** What a neuron is set to instead of its activation. */
const kinds = ["mean", "zero", "resample"] as const;
type Kind = (typeof kinds)[number];

/**
 * The influence of the leading neurons under other ablations than the mean's: set to zero, and to what they hold at
 * another position, drawn at random. METHODS §2. All three by the same kernel, on the same positions.
 */
export async function measureRobustness(session: Session): Promise<CellResult> {
  const { subject } = session;
  const { seed, bands, step } = subject;
  const { rare } = await session.ranking();
  const { activations, positionBands } = await session.evaluated();
  const neurons = topNeurons(rare, closeNeurons);
  const drawn = resampledActivations(activations, {
    neurons,
    positions: positionBands.length,
    seed: deriveSeed(seed, "resample ablation"),
  });
  const kept = await session.ablatedAlready();
  const mean = kept ? columnsOf(kept.sums, neurons) : (await ablateNeurons(session, { neurons })).sums;
  const { sums } = await ablateNeurons(session, { neurons, replacements: [null, drawn] });
  const set = (index: number) =>
    columnsOf(
      sums,
      neurons.map((_, k) => index * neurons.length + k),
    );
  const { names: bandNames } = bands;
  const influence: Record<Kind, BandedInfluence> = {
    mean: { sums: mean, bandNames },
    zero: { sums: set(0), bandNames },
    resample: { sums: set(1), bandNames },
  };
  const resampling = { seed: deriveSeed(seed, "robustness intervals"), band: "rare" };
  return {
    vectors: [
      { name: "robustness.neurons", band: "", values: neurons },
      ...kinds.flatMap((kind) => vectorsOf(kind, influence[kind])),
    ],
    points: (["zero", "resample"] as const).map((kind) => ({
      name: `robustness.correlation.${kind}`,
      step,
      ...rankAgreement([influence.mean, influence[kind]], resampling),
    })),
    methods: {
      robustness: "ablation:zero,resample,mean@1",
      correlation: "spearman:absolute,rare;interval:fisher_z,sequence_bootstrap@2",
    },
    parameters: {
      influenceTolerance: toleranceOf(subject),
      neurons: neurons.length,
      by: "absolute influence on rare targets",
      bands: bands.method,
    },
    warnings: [],
  };
}

function vectorsOf(kind: Kind, influence: BandedInfluence): Vector[] {
  return Object.entries(summarizeInfluence(influence)).flatMap(([band, means]) =>
    means === null
      ? []
      : (["absolute", "signed"] as const).map((measure) => ({
          name: `robustness.${kind}.${measure}`,
          band,
          values: means[measure].mean,
        })),
  );
}
