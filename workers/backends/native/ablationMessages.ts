import type { ErrorCode } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import type { AblationEffects } from "../numericKernels";

/** One ablation for the thread. All its arrays are shared, so that nothing is copied on the way. */
export interface AblationTask {
  id: number;
  problem: AblationProblem;
  tolerance: number | null;
  /** Whether every Δ is to be sent. */
  effects: boolean;
  /** [cancelled (0 or 1), bytes of effects that were sent and not read] */
  state: Int32Array;
}

export type AblationAnswer = { id: number } & (
  | { type: "effects"; block: AblationEffects }
  | { type: "sums"; sums: AblationSums }
  /** An error without a code is a bug. */
  | { type: "failed"; code: ErrorCode | null; message: string }
);

export const [cancelled, unread] = [0, 1];
