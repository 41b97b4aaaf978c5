"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useRunView } from "../live/RunProvider";
import { RegimeStrip } from "../overview/RegimeStrip";
import { WhatYouSee } from "../overview/WhatYouSee";
import { ProvenanceDialog } from "./ProvenanceDialog";
import { RunHeader } from "./RunHeader";
import { RunKeys } from "./RunKeys";
import { RunTabs } from "./RunTabs";
import { StepControls } from "./StepControls";
import { StepScrubber } from "./StepScrubber";
import { tabs } from "./tabs";
import { whyNoNeurons } from "./whyNoNeurons";

/** What all screens of a run share. The scrubber stays in sight: at the top, on a phone at the thumb. */
export function RunFrame({ children }: { children: ReactNode }) {
  const { runId, timeline } = useRunView();
  const isOverview = usePathname() === tabs[0].hrefOf(runId);
  const withStrip = isOverview && whyNoNeurons(timeline) === null;
  return (
    <div className="max-md:pb-24">
      <RunKeys />
      <div className="z-30 border-b border-line bg-surface md:sticky md:top-0">
        <RunHeader />
        <RunTabs />
        <div className="max-md:flex max-md:flex-col md:grid md:grid-cols-[minmax(0,1fr)_auto] md:gap-x-2">
          {withStrip && <RegimeStrip />}
          {withStrip && <WhatYouSee />}
          <div className="min-w-0 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:h-22 max-md:border-t max-md:border-line max-md:bg-raised max-md:pt-12">
            <StepScrubber />
          </div>
          <div className="max-md:fixed max-md:inset-x-0 max-md:bottom-12 max-md:z-30 max-md:flex max-md:justify-center md:pr-3">
            <StepControls />
          </div>
        </div>
      </div>
      {children}
      <ProvenanceDialog />
    </div>
  );
}
