import type { ErrorCode } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import type { AblationEffects } from "../numericKernels";
import type { Unread } from "./effectsRing";
import type { NativeVariant } from "./loadNativeKernels";

/** One ablation for the thread. All its arrays are shared, so that nothing is copied on the way. */
export interface AblationTask {
  id: number;
  problem: AblationProblem;
  tolerance: number | null;
  /** Whether every Δ is to be sent. */
  effects: boolean;
  /** [0 or 1] */
  cancelled: Int32Array;
}

export type AblationAnswer = { id: number } &
  /** `bytes` of the ring may be written over once the block is read. */
  (
    | { type: "effects"; block: AblationEffects; bytes: number }
    | { type: "sums"; sums: AblationSums }
    /** An error without a code is a bug. */
    | { type: "failed"; code: ErrorCode | null; message: string }
  );

export interface AblationThreadData {
  variant: NativeVariant;
  /** Of the ring that effects lie in: its length in float64, and what of it is not read. */
  ring: number;
  unread: Unread;
}
