"use client";

import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { overSteps } from "./overSteps";
import { waitingFor } from "./waitingFor";
import { whatYouSee } from "./whatYouSee";

/** The step in one sentence, and for a new reader what the pictures are. */
export function WhatYouSee() {
  const { runId, run, timeline, step } = useRunView();
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
  return (
    <div className="space-y-1.5 px-3 py-2 max-md:order-first md:w-76 2xl:w-96">
      <p
        data-testid="what-you-see"
        aria-live="polite"
        className="text-[14px] leading-snug font-medium text-pretty"
      >
        {sentence}
      </p>
      {sofar !== null && <p className="text-sm text-pretty text-soft">{sofar}</p>}
      <p className="text-sm text-pretty text-soft max-md:hidden">
        Each neuron of the last MLP is held at its mean in turn; what that changes in the loss is its
        influence.
      </p>
    </div>
  );
}
