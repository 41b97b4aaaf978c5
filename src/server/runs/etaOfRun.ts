import { etaSeconds } from "~/core/schedule/etaSeconds";
import type { Run } from "~/db/runs";

/** Seconds until a running run ends, at its last known speed; null when it does not run or its speed is not known. */
export function etaOfRun(run: Run): number | null {
  const { state, step, totalSteps, tokensPerSecond, measuringMs } = run;
  if (run.kind !== "training" || state !== "running" || tokensPerSecond === null) return null;
  const { config } = run;
  const tokensPerStep = config.training.batch * config.model.context;
  const msPerStep = (1000 * tokensPerStep) / tokensPerSecond;
  return etaSeconds({ step, totalSteps, msPerStep, measuringMs, share: config.measure.share });
}
