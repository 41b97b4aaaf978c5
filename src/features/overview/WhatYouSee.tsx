"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { useTRPC } from "../shell/trpc";
import { overSteps } from "./overSteps";
import { waitingFor } from "./waitingFor";
import { whatYouSee } from "./whatYouSee";

/** The step in one sentence, and for a new reader what the pictures are. */
export function WhatYouSee() {
  const { runId, run, timeline, step } = useRunView();
  const trpc = useTRPC();
  const measuring = useLiveFeed(runId, (feed) => feed.measuring);
  const at = step === null ? -1 : timeline.steps.indexOf(step);
  const sentence =
    step === null || at < 0
      ? waitingFor({ state: run.state, measuring, checkpoints: timeline.checkpoints.length })
      : whatYouSee({
          step,
          rare: timeline.regimes.rare[at] ?? null,
          common: timeline.regimes.common[at] ?? null,
        });
  const sofar = overSteps(timeline);
  const { data: made } = useQuery({
    ...trpc.provenance.get.queryOptions({ runId, step: step ?? 0, cell: "influence" }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const warnings = made?.provenance.warnings ?? [];
  return (
    <div className="space-y-1.5 px-3 py-2 max-md:order-first md:w-72 lg:w-88">
      <p
        data-testid="what-you-see"
        aria-live="polite"
        className="text-[14px] leading-snug font-medium text-pretty"
      >
        {unbroken(sentence)}
      </p>
      {warnings.length > 0 && <p className="text-sm text-pretty text-warn">Mind: {warnings.join("; ")}.</p>}
      {sofar !== null && <p className="text-sm text-pretty text-soft">{sofar}</p>}
      <p className="text-sm text-pretty text-soft max-md:hidden">
        Influence: what the loss changes by when one neuron of the last MLP is held at its mean. Plateau:
        leading neurons that matter about equally.
      </p>
    </div>
  );
}

/** "p = .010" stays on one line. */
const unbroken = (sentence: string) => sentence.replaceAll(/ (=|<) /g, "\u00a0$1\u00a0");
