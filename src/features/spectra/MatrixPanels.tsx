"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { EigenvalueScatterChart } from "~/charts/spectra/EigenvalueScatterChart";
import { EsdChart } from "~/charts/spectra/EsdChart";
import type { SpectrumData } from "~/charts/spectra/spectrumData";
import { formatInteger } from "~/charts/format/formatNumber";
import { Choice } from "../controls/Choice";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { FitsTable } from "./FitsTable";
import { GroupsPanel } from "./GroupsPanel";
import { useSpectraView } from "./useSpectraView";

/** The spectrum of one matrix at the step shown. */
export function MatrixPanels({ matrix, method }: { matrix: string; method: string }) {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { menuOf } = useProvenance();
  const { view, setView } = useSpectraView();
  const { data, error } = useQuery({
    ...trpc.spectra.at.queryOptions({ runId, step: step ?? 0, matrix }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  if (error) return <NotMeasurable reason={error.message} height={260} />;
  if (!data) return <Loading height={260} />;

  const { fits, marchenkoPastur } = data.summary;
  const spectrum: SpectrumData = { ...data, fits, marchenkoPastur };
  const at = `step ${formatInteger(data.step)}`;
  return (
    <>
      <div className="grid gap-3 lg:grid-cols-2">
        <EsdChart
          title={<MetricTitle name="alpha">{`Eigenvalues of ${data.matrix}, ${at}`}</MetricTitle>}
          actions={
            <Choice
              label="Shape"
              quiet
              value={view.shape}
              options={[
                { value: "histogram", label: "density" },
                { value: "ccdf", label: "tail" },
              ]}
              onChange={(shape) => setView({ shape })}
            />
          }
          menu={menuOf("spectra")}
          height={280}
          data={spectrum}
          shape={view.shape}
          method={method}
        />
        <EigenvalueScatterChart
          title={<MetricTitle name="marchenkoPastur">{`Eigenvalues in order, ${at}`}</MetricTitle>}
          method={marchenkoPastur.method}
          menu={menuOf("spectra")}
          height={280}
          data={spectrum}
        />
      </div>
      <FitsTable summary={data.summary} chosen={method} />
      <GroupsPanel />
    </>
  );
}
