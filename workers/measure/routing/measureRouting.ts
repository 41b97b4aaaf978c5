import { type BandDescription, describeBands, rareWarning } from "~/core/bands/describeBands";
import { common, rare } from "~/core/bands/tokenBands";
import { AppError } from "~/core/errors";
import { compareRouting, type Estimate } from "~/core/routing/compareRouting";
import { emptyRoutingSums, routingMeans, type RoutingSums } from "~/core/routing/routingSums";
import { deriveSeed } from "~/core/stats/random";
import type { Point } from "~/db/points";
import type { Vector } from "~/db/vectors";
import type { CellResult } from "../cellResult";
import { specialGroup } from "../coordination/neuronGroups";
import { firstPositions } from "../firstPositions";
import { positionBandsOf } from "../positionBandsOf";
import type { Session } from "../session";
import { ablateHeads, headTargets } from "./ablateHeads";

/** Through which attention heads the neurons are reached, for rare and for common targets. METHODS §5. */
export async function measureRouting(session: Session): Promise<CellResult> {
  const { subject, signal } = session;
  const { bands, seed, step, model, settings } = subject;
  const batch = firstPositions(subject.batch, settings.routingPositions);
  const { name, members } = specialGroup(await session.ranking(), seed);
  const positionBands = positionBandsOf({ ...subject, batch });

  const described = describeBands(bands, positionBands);
  requireBothBands(described, positionBands.length);
  const targets = headTargets(model.sizes);
  const sums = emptyRoutingSums(targets.length, bands.names.length, batch.sequences);
  positionBands.forEach((band, t) => sums.counts[band * batch.sequences + Math.floor(t / batch.context)]!++);
  const running = await model.load();
  try {
    await ablateHeads(running, { batch, group: members, signal }, ({ target, begin, moved, loss }) => {
      const row = targets.findIndex(({ layer, head }) => layer === target.layer && head === target.head);
      moved.forEach((value, k) => {
        const t = begin + k;
        const at =
          (row * bands.names.length + positionBands[t]!) * batch.sequences + Math.floor(t / batch.context);
        sums.moved[at]! += value;
        sums.loss[at]! += loss[k]!;
      });
    });
  } finally {
    running.dispose();
  }

  const warning = rareWarning(described);
  const heads = targets.filter(({ head }) => head !== null).length;
  const compared = compareRouting(sums, {
    heads,
    bands: { rare, common },
    seed: deriveSeed(seed, "routing intervals"),
  });
  const point = (of: string, estimate: Estimate | undefined): Point => ({
    name: `routing.${of}`,
    step,
    value: estimate?.value ?? null,
    low: estimate?.interval?.[0] ?? null,
    high: estimate?.interval?.[1] ?? null,
    reason: whyNone(estimate),
  });
  return {
    vectors: [
      ...vectorsOf(sums, { band: rare, name: "rare", heads }),
      ...vectorsOf(sums, { band: common, name: "common", heads }),
    ],
    points: [
      point("correlation.pearson", compared?.pearson),
      point("correlation.spearman", compared?.spearman),
      point("gini.rare", compared?.giniRare),
      point("gini.common", compared?.giniCommon),
      point("selectivity", compared?.selectivity),
    ],
    methods: {
      routing: "attend_to_first:one_position@1",
      intervals:
        "sequence_bootstrap:200;correlations:fisher_z,bias;gini:log_odds,bias;selectivity:percentiles@2",
    },
    parameters: {
      group: name,
      groupSize: members.length,
      layers: [...new Set(targets.map(({ layer }) => layer))].join(", "),
      heads: model.sizes.heads,
      order: "layer, then head",
    },
    warnings: [
      ...(name === "plateau" ? [] : ["there is no plateau: the leaders stand in for it"]),
      ...(warning === null ? [] : [warning]),
    ],
    positions: {
      positions: batch.targets.length,
      rarePositions: described[rare]!.positions,
      sequences: batch.sequences,
    },
  };
}

/** @throws AppError not_measurable before any head is touched: nothing of this cell is there without both bands */
function requireBothBands(described: readonly BandDescription[], positions: number): void {
  const empty = [rare, common].find((band) => described[band]?.positions === 0);
  if (empty === undefined) return;
  throw new AppError(
    "not_measurable",
    `None of the ${positions} positions that attention is routed at is ${described[empty]!.name}: rare and common cannot be compared.`,
  );
}

const whyNone = (estimate: Estimate | undefined) =>
  estimate?.value === null ? "the heads do not differ" : null;

function vectorsOf(
  sums: RoutingSums,
  { band, name, heads }: { band: number; name: string; heads: number },
): Vector[] {
  const moved = routingMeans(sums, { of: "moved", band });
  const loss = routingMeans(sums, { of: "loss", band });
  if (!moved || !loss) return [];
  const vector = (of: string, values: Float64Array): Vector => ({ name: `routing.${of}`, band: "", values });
  return [
    vector(name, moved.slice(0, heads)),
    vector(`loss.${name}`, loss.slice(0, heads)),
    vector(`layer.${name}`, moved.slice(heads)),
    vector(`layerLoss.${name}`, loss.slice(heads)),
  ];
}
