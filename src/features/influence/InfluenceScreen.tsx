"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { bandLook } from "~/charts/bandLook";
import { Loading } from "~/charts/frame/Loading";
import { milliNats } from "~/charts/format/milliNats";
import { LayersPanels } from "../layers/LayersPanels";
import { useRunView } from "../live/RunProvider";
import { OverlapsPanel } from "../overview/OverlapsPanel";
import { useWaiting } from "../overview/useWaiting";
import { NotMeasured } from "../run/NotMeasured";
import { useTRPC } from "../shell/trpc";
import { DifferencePanels } from "./DifferencePanels";
import { InfluenceToolbar } from "./InfluenceToolbar";
import { LeadersPanel } from "./LeadersPanel";
import { MigrationsPanel } from "./MigrationsPanel";
import { bandNames } from "./rankedCurve";
import { RankedPanel } from "./RankedPanel";
import { RankHeatmapPanel } from "./RankHeatmapPanel";
import { RobustnessPanel } from "./RobustnessPanel";
import { topNeurons } from "./topNeurons";
import { TopNeuronsTable } from "./TopNeuronsTable";
import { useInfluenceView } from "./useInfluenceView";

const listed = 12;

/** Who matters how much: ranked curves with their verdicts, their history, and the neurons at the top. */
export function InfluenceScreen() {
  const { runId, step } = useRunView();
  const waiting = useWaiting();
  const trpc = useTRPC();
  const { view } = useInfluenceView();
  const { data, error } = useQuery({
    ...trpc.influence.at.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const isEmpty = data?.bands.all === null;
  if (waiting !== null || error || !data || isEmpty) {
    return (
      <div className="p-3">
        {waiting === null && !error && !isEmpty ? (
          <Loading height={320} />
        ) : (
          <NotMeasured cell="influence" what="Influences are" height={320} otherwise={error?.message} />
        )}
      </div>
    );
  }
  const unit = `${bandLook[view.band].targets}, ${milliNats.unit}`;
  const bands = bandNames.filter((band) => band !== "sub_elbow" || data.bands.sub_elbow !== null);
  return (
    <div className="grid gap-3 p-3">
      <InfluenceToolbar bands={bands} />
      <div className={`grid gap-3 ${bands.length > 2 ? "lg:grid-cols-3" : "lg:grid-cols-2"}`}>
        {bands.map((band) => (
          <RankedPanel key={band} band={band} data={data} />
        ))}
      </div>
      <DifferencePanels />
      <div className="grid gap-3 lg:grid-cols-2">
        <MigrationsPanel />
        <LeadersPanel />
      </div>
      <RankHeatmapPanel />
      <div className="grid gap-3 lg:grid-cols-2">
        <OverlapsPanel height={300} />
        <RobustnessPanel />
      </div>
      <LayersPanels final={data} />
      <div className="grid gap-3 lg:grid-cols-2">
        <TopNeuronsTable
          title="Boosting neurons"
          remark={`Their ablation raises the loss; ${unit}.`}
          neurons={topNeurons(data, view.band, "boost", listed)}
        />
        <TopNeuronsTable
          title="Suppressing neurons"
          remark={`Their ablation lowers the loss; ${unit}.`}
          neurons={topNeurons(data, view.band, "suppress", listed)}
        />
      </div>
    </div>
  );
}
