import { groupActivations } from "~/core/groups/coordination/groupActivations";
import { measureModularityAmongGroups } from "~/core/groups/coordination/measureModularityAmongGroups";
import { measureModularity as ofGroup } from "~/core/groups/coordination/measureModularity";
import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { rowNorms } from "~/core/neurons/weightStatistics";
import { deriveSeed } from "~/core/stats/random";
import type { CellResult } from "../cellResult";
import { breathe } from "../chunks";
import { linearKernels } from "../linearKernels";
import type { Session } from "../session";
import { inEachGroup, type NamedGroup } from "./neuronGroups";
import { withFamilies } from "./withFamilies";

/** Regimes of hundreds of neurons are left to the other statistics: their communities cost by the square. */
const measured: readonly string[] = ["plateau", "leaders", "random"];

/**
 * Communities within the groups, held against copies with shuffled contexts, METHODS §4, and against random groups of the
 * same size and norm: random neurons of a trained layer have communities, too.
 */
export async function measureModularity(session: Session): Promise<CellResult> {
  const { subject, kernels, signal } = session;
  const { seed, settings, mlp, batch } = subject;
  const { activations } = await session.evaluated();
  const { gramOf } = linearKernels(kernels);
  const correlation = await session.correlation();
  const norms = rowNorms(mlp.wOut, mlp.width);
  const measureGroup = async ({ name, members, reason }: NamedGroup): Promise<GroupStatistic[]> => {
    if (!measured.includes(name)) return [];
    await breathe(signal);
    const of = groupActivations(activations, {
      ...{ neurons: mlp.neurons, contextLength: batch.context, members },
    });
    const rows = [
      ...ofGroup(of, {
        group: name,
        seed: deriveSeed(seed, "modularity"),
        gramOf,
        copies: settings.nullGraphs,
      }),
      ...measureModularityAmongGroups(correlation, {
        ...{ group: name, members, norms, draws: settings.nullGroups },
        seed: deriveSeed(seed, "matched groups"),
      }),
    ];
    return reason === null ? rows : rows.map((row) => ({ ...row, reason }));
  };
  const { found } = await inEachGroup(session, measureGroup);
  return {
    groups: withFamilies(found),
    methods: {
      correction: "holm:across_groups@1",
      ...Object.fromEntries(found.map(({ method }) => [method, method])),
    },
    parameters: {
      nullGraphs: settings.nullGraphs,
      nullGroups: settings.nullGroups,
      groups: measured.join(", "),
      tails: "two-sided",
    },
    warnings: [],
  };
}
