"use client";

import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
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
  return (
    <div className="space-y-1.5 px-3 py-2 md:w-76">
      <p
        data-testid="what-you-see"
        aria-live="polite"
        className="text-[14px] leading-snug font-medium text-pretty"
      >
        {sentence}
      </p>
      <p className="text-sm text-pretty text-soft max-md:hidden">
        Each neuron of the last MLP is held at its mean in turn; what that does to the loss is its influence.
        Ranked, the neurons can divide into a plateau of leaders, a power law and a decay.
      </p>
    </div>
  );
}
