import { describeBands, rareWarning } from "~/core/bands/describeBands";
import { rare } from "~/core/bands/tokenBands";
import { lnMediatedShare } from "~/core/influence/lnMediatedShare";
import { type BandInfluence, summarizeInfluence } from "~/core/influence/summarizeInfluence";
import type { Vector } from "~/db/vectors";
import type { CellResult } from "../cellResult";
import { neuronGroups } from "../coordination/neuronGroups";
import { overlapsWithKind } from "../coordination/overlapsWithKind";
import { withFamilies } from "../coordination/withFamilies";
import { influenceVectors } from "../influence/influenceVectors";
import type { Session } from "../session";
import { frequencyProblem } from "./frequencyProblem";

/**
 * What neurons do through the frequency of tokens, and which groups are made of token-frequency neurons. METHODS §2, §7.
 * Nothing of it can be certified: every pair is summed, on fewer positions than the influences are.
 */
export async function measureFrequency(session: Session): Promise<CellResult> {
  const { subject, kernels, signal } = session;
  const { bands, seed, settings } = subject;
  const problem = frequencyProblem(subject, await session.evaluated());
  // It need not wait for the influences, which only the groups come from.
  const [{ frequency, ...sums }, ranking] = await Promise.all([
    kernels.ablate(problem, { throwIfCancelled: () => signal.throwIfAborted() }),
    session.ranking(),
  ]);
  const groups = neuronGroups(ranking, seed);
  const summary = summarizeInfluence({
    sums: {
      ...sums,
      frequencyFrozenAbsolute: frequency!.frozenAbsolute,
      frequencyFrozenSigned: frequency!.frozenSigned,
      klShift: frequency!.divergence,
    },
    bandNames: bands.names,
  });
  const described = describeBands(bands, problem.bands);
  const warning = rareWarning(described);
  const overlaps = overlapsWithKind(
    groups,
    { kind: "frequency", axis: frequencyShare(summary.all!), size: summary.all!.klShift!.mean },
    seed,
  );
  return {
    groups: withFamilies(overlaps),
    vectors: [
      ...influenceVectors(summary, ["frequencyFrozenAbsolute", "frequencyFrozenSigned", "klShift"]),
      ...shareVectors(summary),
    ],
    methods: {
      frequency: "mean_ablation:projection_on_log_unigram_kept@2",
      standardErrors: "ratio:over_sequences@1",
      correction: "holm:across_groups@1",
      overlap: overlaps[0]!.method,
    },
    parameters: {
      bands: bands.method,
      bandBy: settings.bandBy,
      specialNeurons: "by the share over all targets",
    },
    warnings: warning === null ? [] : [warning],
    positions: {
      positions: problem.targets.length,
      rarePositions: described[rare]!.positions,
      sequences: problem.sequenceCount,
    },
  };
}

/** 1 − I_freqfrozen / I, both over the same positions. */
const frequencyShare = ({ absolute, frequencyFrozenAbsolute }: BandInfluence) =>
  lnMediatedShare(absolute.mean, frequencyFrozenAbsolute!.mean);

const shareVectors = (summary: Record<string, BandInfluence | null>): Vector[] =>
  Object.entries(summary).flatMap(([band, means]) =>
    means === null ? [] : [{ name: "influence.frequencyShare", band, values: frequencyShare(means) }],
  );
