"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { bandLook } from "~/charts/bandLook";
import { MigrationsChart } from "~/charts/flow/MigrationsChart";
import { Pick } from "../controls/Pick";
import { MetricTitle } from "../glossary/MetricTitle";
import { neighbourStep, nearestStep } from "../live/nearestStep";
import { useRunView } from "../live/RunProvider";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { NeuronLinks } from "./NeuronLinks";
import { useInfluenceView } from "./useInfluenceView";

const nothing = Array.from({ length: 4 }, () => [0, 0, 0, 0]);

/** Where the neurons went between an earlier step and the one shown. */
export function MigrationsPanel() {
  const { runId, step, steps } = useRunView();
  const trpc = useTRPC();
  const { view, setView } = useInfluenceView();
  const { menuOf } = useProvenance();
  const from = (view.from === null ? neighbourStep(steps, step, -1) : nearestStep(steps, view.from)) ?? 0;
  const { data, error } = useQuery({
    ...trpc.influence.migrations.queryOptions({ runId, from, to: step ?? 0, band: view.band }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <MigrationsChart
      title={
        <MetricTitle name="neuron.migrations">{`Regime migrations, ${bandLook[view.band].targets}`}</MetricTitle>
      }
      method="calibrated"
      menu={menuOf("influence")}
      empty={error?.message ?? (steps.length === 1 ? "There is one step only: none to come from." : null)}
      busy={!data && !error}
      height={280}
      actions={
        <Pick
          label="from step"
          value={String(from)}
          options={steps.map(String)}
          onChange={(next) => setView({ from: Number(next) })}
        />
      }
      data={data ?? { from, to: step ?? 0, band: view.band, counts: nothing }}
      footer={
        data && (
          <div className="mt-1 grid gap-1 border-t border-line pt-2">
            <NeuronLinks label="Onto the plateau" neurons={data.entered} />
            <NeuronLinks label="Off the plateau" neurons={data.left} />
          </div>
        )
      }
    />
  );
}
