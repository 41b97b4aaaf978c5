"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { TrajectoryChart } from "~/charts/neurons/TrajectoryChart";
import { RegimeStripChart } from "~/charts/regimes/RegimeStripChart";
import { Choice } from "../controls/Choice";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useWaiting } from "../overview/useWaiting";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";

const address = {
  measure: parseAsStringLiteral(["absolute", "signed"]).withDefault("absolute"),
  band: parseAsStringLiteral(["rare", "common"]).withDefault("rare"),
};

/** How the neuron came to where it is: its influence, and its rank among the regimes of each step. */
export function HistoryPanels({ neuron }: { neuron: number }) {
  const { runId, run, timeline } = useRunView();
  const trpc = useTRPC();
  const view = useStepView();
  const waiting = useWaiting();
  const { menuOf } = useProvenance();
  const [{ measure, band }, setAddress] = useQueryStates(address);
  const { data, error } = useQuery(trpc.neurons.trajectory.queryOptions({ runId, neuron }));
  const empty = waiting ?? error?.message ?? null;
  const frame = { menu: menuOf("influence"), empty, busy: !data && empty === null, height: 240 };
  const columns = (of: "rare" | "common" | "subElbow") => ({
    value: data?.[of]?.[measure] ?? [],
    error: data?.[of]?.[`${measure}Error`] ?? [],
    sequences: data?.[of]?.sequences ?? [],
  });
  const rankAt = new Map(data?.steps.map((step, i) => [step, data[band].rank[i] ?? null]));
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <TrajectoryChart
        title={
          <MetricTitle name={measure === "signed" ? "influence.signed" : "influence"}>
            Influence over steps
          </MetricTitle>
        }
        method="mean ablation"
        {...frame}
        actions={
          <Choice
            label="Influence"
            quiet
            value={measure}
            options={[{ value: "absolute" }, { value: "signed" }]}
            onChange={(next) => void setAddress({ measure: next })}
          />
        }
        data={{
          ...{ neuron, measure, steps: data?.steps ?? [] },
          ...{ rare: columns("rare"), common: columns("common") },
          subElbow: data?.subElbow ? columns("subElbow") : null,
        }}
        view={view}
      />
      <RegimeStripChart
        title={<MetricTitle name="neuron.regime">Rank over steps, among the regimes</MetricTitle>}
        method="calibrated"
        {...frame}
        actions={
          <Choice
            label="Band"
            quiet
            value={band}
            options={[{ value: "rare" }, { value: "common" }]}
            onChange={(next) => void setAddress({ band: next })}
          />
        }
        data={{
          steps: timeline.steps,
          regimes: timeline.regimes[band],
          reasons: timeline.steps.map(() => null),
          layerSize: Math.max(1, ...timeline.regimes[band].map((fit) => fit?.layerSize ?? 1)),
          totalSteps: run.totalSteps,
          onset: band === "rare" ? timeline.onset : null,
          band,
          trace: {
            label: `neuron ${neuron}`,
            ranks: timeline.steps.map((step) => rankAt.get(step) ?? null),
          },
        }}
        view={view}
      />
    </div>
  );
}
