import { describeBands, rareWarning } from "~/core/bands/describeBands";
import { requireThat } from "~/core/errors";
import { bandSequences } from "~/core/influence/bandSequences";
import { noiseFloorMethod } from "~/core/influence/noiseFloorRank";
import type { InfluenceSums } from "~/core/influence/influenceSums";
import { summarizeInfluence } from "~/core/influence/summarizeInfluence";
import type { Batch } from "~workers/lm/batchAt";
import type { CellResult } from "../cellResult";
import { firstPositions } from "../firstPositions";
import { fitCurves } from "../influence/fitCurves";
import { influenceVectors } from "../influence/influenceVectors";
import { positionBandsOf } from "../positionBandsOf";
import type { Session } from "../session";
import { ablateLayer } from "./ablateLayer";

/**
 * The influence of the neurons of any layer, by a real forward pass from there for each. METHODS §2. On the first
 * `layerPositions` of the evaluated text.
 */
export async function measureLayer({ subject, layer, signal }: Session): Promise<CellResult> {
  const { model, bands, seed, settings } = subject;
  const { layers, mlpWidth } = model.sizes;
  requireThat(
    layer !== null && Number.isInteger(layer) && layer >= 0 && layer < layers,
    `layer ${layer}: the model has layers 0 to ${layers - 1}`,
  );
  const batch = firstPositions(subject.batch, settings.layerPositions);
  const positionBands = positionBandsOf({ ...subject, batch });
  const sums = emptySums(positionBands, { batch, bands: bands.names.length, neurons: mlpWidth });
  const running = await model.load();
  try {
    const meanActivation = await ablateLayer(
      running,
      { batch, layer, signal },
      ({ neuron, begin, delta }) => {
        delta.forEach((value, k) => {
          const t = begin + k;
          const cell = positionBands[t]! * batch.sequences + Math.floor(t / batch.context);
          sums.absolute[cell * mlpWidth + neuron]! += Math.abs(value);
          sums.signed[cell * mlpWidth + neuron]! += value;
        });
      },
    );
    const influence = { sums, bandNames: bands.names };
    const summary = summarizeInfluence(influence);
    const described = describeBands(bands, positionBands);
    const warning = rareWarning(described);
    return {
      vectors: [{ name: "activation.mean", band: "", values: meanActivation }, ...influenceVectors(summary)],
      fits: fitCurves(influence, summary, seed),
      methods: {
        influence: "mean_ablation:forward_pass@1",
        standardErrors: "ratio:over_sequences@1",
        noiseFloor: noiseFloorMethod,
      },
      parameters: {
        layer,
        bands: bands.method,
        bandBy: settings.bandBy,
        blockPasses: mlpWidth * (layers - layer),
        ...bandSequences(summary),
      },
      warnings: warning === null ? [] : [warning],
      positions: {
        positions: batch.targets.length,
        rarePositions: described.find(({ name }) => name === "rare")?.positions ?? 0,
        sequences: batch.sequences,
      },
    };
  } finally {
    running.dispose();
  }
}

function emptySums(
  positionBands: Uint8Array,
  { batch, bands, neurons }: { batch: Batch; bands: number; neurons: number },
): InfluenceSums {
  const cells = bands * batch.sequences;
  const counts = new Float64Array(cells);
  positionBands.forEach((band, t) => counts[band * batch.sequences + Math.floor(t / batch.context)]!++);
  return { absolute: new Float64Array(cells * neurons), signed: new Float64Array(cells * neurons), counts };
}
