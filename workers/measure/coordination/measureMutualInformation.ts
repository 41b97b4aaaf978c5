import { measureMutualInformation as ofGroup } from "~/core/groups/coordination/measureMutualInformation";
import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { activeNeurons } from "~/core/groups/correlateActivations";
import { rowNorms } from "~/core/neurons/weightStatistics";
import { deriveSeed } from "~/core/stats/random";
import type { CellResult } from "../cellResult";
import { breathe } from "../chunks";
import type { Session } from "../session";
import { neuronGroups } from "./neuronGroups";
import { withFamilies } from "./withFamilies";

/** The mutual information of activations within the groups, each beside random ones. METHODS §4, where somebody asks for it. */
export async function measureMutualInformation(session: Session): Promise<CellResult> {
  const { subject, signal } = session;
  const { seed, settings, mlp } = subject;
  const { activations } = await session.evaluated();
  const alive = activeNeurons(activations, mlp.neurons);
  const norms = rowNorms(mlp.wOut, mlp.width);
  const statistics: GroupStatistic[] = [];
  for (const { name, members, reason } of neuronGroups(await session.ranking(), seed)) {
    await breathe(signal);
    const group = {
      ...{ group: name, members, norms, draws: settings.nullGroups },
      seed: deriveSeed(seed, "matched groups"),
    };
    const rows = ofGroup(activations, group, { alive, positions: settings.informationPositions });
    statistics.push(...(reason === null ? rows : rows.map((row) => ({ ...row, reason }))));
  }
  return {
    groups: withFamilies(statistics),
    methods: {
      null: "matched:size+norm_decile@1",
      correction: "holm:across_groups@1",
      ...Object.fromEntries(statistics.map(({ method }) => [method, method])),
    },
    parameters: {
      nullGroups: settings.nullGroups,
      informationPositions: settings.informationPositions,
      pairs: "at most 50 of a group, drawn at random",
      tails: "two-sided",
    },
    warnings: [],
  };
}
