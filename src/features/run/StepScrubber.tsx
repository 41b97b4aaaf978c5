"use client";

import type { PointerEvent } from "react";
import { formatInteger } from "~/charts/format/formatNumber";
import { useWidth } from "~/charts/frame/useWidth";
import { plotMargins } from "~/charts/plotMargins";
import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { type Mark, labelledSteps, scrubberMarks } from "./scrubberMarks";

const LABEL_PX = 42;

const markLook: Record<Mark["kind"], string> = {
  measured: "h-2.5 w-[3px] rounded-full bg-soft",
  measuring: "size-2 rounded-full border-2 border-warn motion-safe:animate-pulse",
  waiting: "size-1.5 rounded-full bg-faint",
  skipped: "size-2 rounded-full border border-faint bg-raised",
  failed: "size-2 rounded-full border border-bad bg-raised",
};

// Rounded as a browser rounds it, so that the server draws the same.
const percent = (position: number) => `${(position * 100).toFixed(2)}%`;

/** The steps of the run as a track: what is measured can be gone to. Its ends line up with the charts over steps. */
export function StepScrubber() {
  const { runId, run, timeline, step, steps, xScale, goTo } = useRunView();
  const measuring = useLiveFeed(runId, (feed) => feed.measuring);
  const [track, width] = useWidth<HTMLDivElement>();
  const marks = scrubberMarks(timeline.checkpoints, { totalSteps: run.totalSteps, xScale, measuring });
  const labelled = labelledSteps(marks, step, width > 0 ? LABEL_PX / width : 1);
  const measured = marks.filter(({ kind }) => kind === "measured");

  const goToPointer = ({ clientX }: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const position = (clientX - box.left) / box.width;
    const nearest = measured.reduce<Mark | null>(
      (best, mark) =>
        best && Math.abs(best.position - position) <= Math.abs(mark.position - position) ? best : mark,
      null,
    );
    if (nearest && nearest.step !== step) goTo(nearest.step);
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Step"
      aria-disabled={steps.length === 0}
      aria-valuemin={steps[0] ?? 0}
      aria-valuemax={steps.at(-1) ?? 0}
      aria-valuenow={step ?? 0}
      aria-valuetext={
        step === null
          ? "nothing measured yet"
          : `step ${step}, ${steps.indexOf(step) + 1} of ${steps.length} measured`
      }
      data-testid="scrubber"
      className="relative h-9 touch-none select-none"
      style={{ paddingLeft: plotMargins.left, paddingRight: plotMargins.right }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goToPointer(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) goToPointer(event);
      }}
    >
      <div ref={track} className="relative h-full">
        <div className="absolute top-[9px] right-0 left-0 h-[2px] rounded-full bg-line" />
        {marks.map((mark) => (
          <span
            key={mark.step}
            title={`Step ${formatInteger(mark.step)}: ${mark.reason}`}
            className="absolute top-[10px] -translate-x-1/2 -translate-y-1/2 p-0.5"
            style={{ left: percent(mark.position) }}
          >
            <span className={`block ${markLook[mark.kind]}`} />
          </span>
        ))}
        {marks
          .filter(({ step: marked }) => labelled.has(marked))
          .map(({ step: marked, position }) => (
            <span
              key={marked}
              className={`absolute top-[19px] -translate-x-1/2 text-xs whitespace-nowrap digits ${marked === step ? "font-semibold text-ink" : "text-soft"}`}
              style={{ left: percent(position) }}
            >
              {formatInteger(marked)}
            </span>
          ))}
        {marks
          .filter(({ step: marked }) => marked === step)
          .map(({ position }) => (
            <span
              key="thumb"
              className="absolute top-[10px] size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-accent bg-raised"
              style={{ left: percent(position) }}
            />
          ))}
      </div>
    </div>
  );
}
