"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useTRPC } from "../shell/trpc";
import { CoactivationPanel } from "./CoactivationPanel";
import { FamilyPanel } from "./FamilyPanel";
import { RoutingPanel } from "./RoutingPanel";
import { StatisticDetail } from "./StatisticDetail";
import { type StatisticFamily, statisticFamilies } from "./statisticFamilies";
import { keyOf } from "./statisticKey";
import { useCoordinationView } from "./useCoordinationView";

/** The long panel stands beside the short ones. */
const columns: readonly StatisticFamily["id"][][] = [
  ["dimension", "coactivation", "modularity", "communities", "information"],
  ["places", "entropy", "frequency"],
];

/** Whether the leading neurons work together: each answer beside what random groups of neurons give. */
export function CoordinationScreen() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { view } = useCoordinationView();
  const { data, error } = useQuery({
    ...trpc.groups.at.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  if (!data || data.length === 0) {
    return (
      <div className="p-3">
        {error ? (
          <NotMeasurable reason={error.message} height={320} />
        ) : data || step === null ? (
          <NotMeasured cell="coordination" what="Groups of neurons are" height={320} />
        ) : (
          <Loading height={320} />
        )}
      </div>
    );
  }
  const shown = data.filter((row) =>
    statisticFamilies.some(({ variants }) => variants.some(({ of }) => of(row))),
  );
  const chosen =
    shown.find((row) => keyOf(row) === view.statistic) ??
    shown.find(
      ({ value, method, group }) =>
        value !== null && method.startsWith("participation_ratio") && group === "leaders",
    ) ??
    shown.find(({ value }) => value !== null) ??
    shown[0];
  const selected = chosen ? keyOf(chosen) : null;
  return (
    <div className="grid gap-3 p-3">
      <p className="max-w-[90ch] text-soft">
        Each dot is a group of neurons, the grey strip what random groups of the same size and norms give;
        only a dot outside its strip is coloured.
      </p>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        {columns.map((families) => (
          <div key={families.join()} className="grid min-w-0 gap-3">
            {statisticFamilies
              .filter(({ id }) => families.includes(id))
              .map((family) => (
                <FamilyPanel key={family.id} family={family} statistics={data} selected={selected} />
              ))}
          </div>
        ))}
      </div>
      {chosen && <StatisticDetail row={chosen} />}
      <div className="grid gap-3 lg:grid-cols-2">
        <CoactivationPanel />
        <RoutingPanel />
      </div>
    </div>
  );
}
