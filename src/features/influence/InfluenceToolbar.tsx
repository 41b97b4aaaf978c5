"use client";

import { type Band, bandLook } from "~/charts/bandLook";
import { Choice } from "../controls/Choice";
import { Toggle } from "../controls/Toggle";
import { bandNames } from "./rankedCurve";
import { useInfluenceView } from "./useInfluenceView";

/** What is ranked and what is drawn over it. @param bands those there is a curve of */
export function InfluenceToolbar({ bands }: { bands: readonly Band[] }) {
  const { view, setView } = useInfluenceView();
  return (
    <div role="toolbar" aria-label="Influence" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Choice
        label="Ranked by"
        value={view.curve}
        options={[{ value: "absolute" }, { value: "boost" }, { value: "suppress" }]}
        onChange={(curve) => setView({ curve })}
      />
      <Choice
        label="Map and lists"
        value={view.band}
        options={bandNames
          .filter((band) => bands.includes(band) || band === view.band)
          .map((band) => ({ value: band, label: bandLook[band].label }))}
        onChange={(band) => setView({ band })}
      />
      <Toggle label="Fit" on={view.fits} onChange={(fits) => setView({ fits })} />
      <Toggle label="Smooth rival" on={view.rivals} onChange={(rivals) => setView({ rivals })} />
      <Toggle label="Paper’s cuts" on={view.cuts} onChange={(cuts) => setView({ cuts })} />
    </div>
  );
}
