"use client";

import { type Band, bandLook } from "~/charts/bandLook";
import { RankedInfluenceChart } from "~/charts/regimes/RankedInfluenceChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useProvenance } from "../run/useProvenance";
import { noInfluences } from "./noInfluences";
import { rankedCurve, rankedCurveTitles, type InfluenceAtStep } from "./rankedCurve";
import { RegimeVerdict } from "./RegimeVerdict";
import { paperVerdict, regimeVerdict } from "./regimeVerdict";
import { useInfluenceView } from "./useInfluenceView";

const titles: Record<Band, string> = {
  rare: "Rare tokens",
  common: "Common tokens",
  sub_elbow: "Below the elbow",
};

/** The ranked curve of one band with what its fit says. */
export function RankedPanel({ band, data }: { band: Band; data: InfluenceAtStep }) {
  const { view } = useInfluenceView();
  const { menuOf } = useProvenance();
  const curve = rankedCurve(data, band, view.curve);
  const paper = data.paper.find((fit) => fit.band === band && fit.curve === view.curve)?.fit ?? null;
  const lines = [...regimeVerdict(curve?.regimes ?? null), ...(view.cuts ? paperVerdict(paper) : [])];
  return (
    <RankedInfluenceChart
      title={<MetricTitle name="regimes">{`${titles[band]}, ${rankedCurveTitles[view.curve]}`}</MetricTitle>}
      method={curve?.regimes?.method}
      menu={menuOf("influence")}
      empty={curve ? null : noInfluences(band)}
      height={300}
      syncKey="ranks"
      data={{
        step: data.step,
        rare: band === "rare" ? curve : null,
        common: band === "common" ? curve : null,
        sub_elbow: band === "sub_elbow" ? curve : null,
      }}
      options={{
        bands: [band],
        fits: view.fits,
        rivals: view.rivals,
        paperCuts: view.cuts,
        quantity: rankedCurveTitles[view.curve],
      }}
      footer={<RegimeVerdict lines={lines} label={`Regimes of the curve of ${bandLook[band].targets}`} />}
    />
  );
}
