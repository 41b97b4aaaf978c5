import { bucketedRows } from "~/core/groups/coordination/bucketedRows";
import { measureCoactivation } from "~/core/groups/coordination/measureCoactivation";
import { logitSignatures } from "~/core/groups/coordination/logitSignatures";
import { measureJoinCount } from "~/core/groups/coordination/measureJoinCount";
import { measureMoran } from "~/core/groups/coordination/measureMoran";
import {
  indexNeighbours,
  nearestNeighbours,
  type Neighbours,
} from "~/core/groups/coordination/nearestNeighbours";
import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { measureEffectiveDimension } from "~/core/groups/measureEffectiveDimension";
import { measureGroupSpectra } from "~/core/groups/measureGroupSpectra";
import { rowNorms } from "~/core/neurons/weightStatistics";
import { deriveSeed } from "~/core/stats/random";
import type { CellResult } from "../cellResult";
import { breathe } from "../chunks";
import { linearKernels, type LinearKernels } from "../linearKernels";
import type { Session } from "../session";
import { correlationPicture } from "./correlationPicture";
import { inEachGroup, mostMembers, type NamedGroup } from "./neuronGroups";
import { overlapsWithKind } from "./overlapsWithKind";
import { withFamilies } from "./withFamilies";

/** Spaces in which neurons have neighbours. */
type Space = "W_in" | "W_out" | "logits" | "index";

/**
 * How the groups of neurons hang together, each number beside its matched null: spectra of their weights, effective
 * dimension, co-activation, and where they lie among all neurons. METHODS §4, §6.
 */
export async function measureCoordination(session: Session): Promise<CellResult> {
  const { kernels, subject, signal } = session;
  const { mlp, seed, settings } = subject;
  const { neurons, width, wIn, wOut } = mlp;
  const linear = linearKernels(kernels);
  const norms = { wIn: rowNorms(wIn, width), wOut: rowNorms(wOut, width) };
  const correlation = await session.correlation();
  const rows = bucketedRows(correlation);
  const neighbours = Object.entries(neighboursIn(subject, linear)) as [Space, Neighbours][];

  const measureGroup = async ({ name, members, reason }: NamedGroup): Promise<GroupStatistic[]> => {
    const matchedBy = (norm: Float64Array) => ({
      group: name,
      members,
      norms: norm,
      // One seed for all steps, so that a group that stays the same meets the same random groups.
      seed: deriveSeed(seed, "matched groups"),
      draws: settings.nullGroups,
    });
    const weights = { rows: neurons, columns: width };
    const [byIn, byOut] = [matchedBy(norms.wIn), matchedBy(norms.wOut)];
    const measures = [
      () => measureGroupSpectra({ space: "W_in", weights: wIn, ...weights }, byIn, linear),
      () => measureGroupSpectra({ space: "W_out", weights: wOut, ...weights }, byOut, linear),
      () => measureEffectiveDimension(correlation, byOut, linear),
      () => measureCoactivation(correlation, byOut, rows),
      ...neighbours.map(
        ([space, near]) =>
          () =>
            measureJoinCount(space === "W_in" ? byIn : byOut, { space, neighbours: near }),
      ),
    ];
    const statistics: GroupStatistic[] = [];
    for (const measure of measures) {
      await breathe(signal);
      statistics.push(...measure());
    }
    return reason === null ? statistics : statistics.map((statistic) => ({ ...statistic, reason }));
  };
  const { groups, ranking, found } = await inEachGroup(session, measureGroup);
  const spatial = neighbours.map(([space, near]) =>
    measureMoran(ranking.rare, {
      ...{ space, neighbours: near, draws: settings.nullGroups },
      seed: deriveSeed(seed, "relabelling"),
    }),
  );
  const { share } = await session.nullSpace();
  const entropy = overlapsWithKind(groups, { kind: "entropy", axis: share, size: norms.wOut }, seed);
  const all = withFamilies([...found, ...entropy, ...spatial]);
  const dead = correlation.alive.reduce((count, alive) => count + (alive ? 0 : 1), 0);
  return {
    groups: all,
    vectors: correlationPicture(correlation, groups, seed),
    methods: {
      null: "matched:size+norm_decile@1",
      correction: "holm:across_groups@1",
      ...Object.fromEntries(all.map(({ method }) => [method, method])),
    },
    parameters: {
      nullGroups: settings.nullGroups,
      matchedBy: "‖w_in‖ for W_in, else ‖w_out‖",
      tails: "two-sided; overlaps: upper",
      mostMembers,
    },
    warnings:
      dead > 0
        ? [`${dead} of ${neurons} neurons never change their activation and are left out of groups`]
        : [],
  };
}

/** By direction of what neurons read, write and do to the logits; and by index, where nothing may be found. */
function neighboursIn(
  { mlp, head }: Session["subject"],
  { gramOf }: LinearKernels,
): Record<Space, Neighbours> {
  const shape = { rows: mlp.neurons, columns: mlp.width, gramOf };
  const signatures = logitSignatures(mlp.wOut, {
    unembedding: head.unembedding,
    width: mlp.width,
    gramOf,
  });
  return {
    W_in: nearestNeighbours(mlp.wIn, shape),
    W_out: nearestNeighbours(mlp.wOut, shape),
    logits: nearestNeighbours(signatures, shape),
    index: indexNeighbours(mlp.neurons),
  };
}
