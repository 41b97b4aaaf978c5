"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { AlphaHeatmapChart } from "~/charts/heat/AlphaHeatmapChart";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { Pick } from "../controls/Pick";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useWaiting } from "../overview/useWaiting";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { MatrixPanels } from "./MatrixPanels";
import { useSpectraView } from "./useSpectraView";

/** How heavy-tailed the weights are: α over matrix and step, and the spectrum of the chosen matrix. */
export function SpectraScreen() {
  const { runId, goTo } = useRunView();
  const waiting = useWaiting();
  const stepView = useStepView();
  const trpc = useTRPC();
  const { menuOf } = useProvenance();
  const { view, setView } = useSpectraView();
  const { data, error } = useQuery({
    ...trpc.spectra.overview.queryOptions({ runId }),
    placeholderData: keepPreviousData,
  });
  const measured = data && data.steps.length > 0 ? data : null;
  const empty = waiting ?? error?.message ?? (data ? "No spectrum is measured yet." : null);
  if (!measured) {
    return (
      <div className="p-3">
        {empty === null ? <Loading height={320} /> : <NotMeasurable reason={empty} height={320} />}
      </div>
    );
  }

  const matrix = measured.matrices.find((name) => name === view.matrix) ?? measured.matrices[0] ?? "";
  const chosen = Math.max(0, measured.methods.indexOf(view.method ?? ""));
  const method = measured.methods[chosen] ?? "";
  return (
    <div className="grid gap-3 p-3">
      <div role="toolbar" aria-label="Spectra" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Pick
          label="Estimator"
          value={method}
          options={measured.methods}
          onChange={(next) => setView({ method: next })}
        />
        <Pick
          label="Matrix"
          value={matrix}
          options={measured.matrices}
          onChange={(next) => setView({ matrix: next })}
        />
      </div>
      <AlphaHeatmapChart
        title={<MetricTitle name="alpha">Exponent α by matrix and step</MetricTitle>}
        menu={menuOf("spectra")}
        data={{
          steps: measured.steps,
          matrices: measured.matrices,
          alpha: measured.alpha[chosen] ?? [],
          reasons: measured.reasons[chosen] ?? [],
          method,
        }}
        selected={matrix}
        onSelect={(choice) => {
          setView({ matrix: choice.matrix });
          goTo(choice.step);
        }}
        view={stepView}
      />
      <MatrixPanels matrix={matrix} method={method} />
    </div>
  );
}
