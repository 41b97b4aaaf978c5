import type { RunState } from "~/core/runState";

interface Progress {
  readonly state: RunState;
  readonly step: number;
  readonly totalSteps: number;
  readonly trainingMs: number;
  readonly measuringMs: number;
}

/** Seconds to the end if the rest goes as the run went so far, measuring included; null when it does not go on. */
export function etaSeconds({ state, step, totalSteps, trainingMs, measuringMs }: Progress): number | null {
  if (state !== "running" || step === 0) return null;
  return ((trainingMs + measuringMs) / step / 1000) * (totalSteps - step);
}
