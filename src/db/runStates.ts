import { AppError, type ErrorCode } from "~/core/errors";
import type { RunState } from "~/core/runState";
import type { Db } from "./client";
import { appendEvents } from "./events";
import { inTransaction } from "./transaction";

export interface StateChange {
  runId: string;
  state: RunState;
  /** For the reader: why it failed, paused … */
  reason?: string;
  code?: ErrorCode;
}

/** The states a run can come from. */
const before: Record<RunState, readonly RunState[]> = {
  pending: ["running", "paused", "crashed"],
  running: ["pending", "crashed"],
  paused: ["pending", "running", "crashed"],
  finished: ["running"],
  failed: ["pending", "running", "crashed"],
  crashed: ["running"],
  killed: ["pending", "running", "paused", "crashed"],
};

/**
 * Moves a run to a state and records when and why. Two at once: one moves it, the other sees the new state.
 *
 * @returns false when the run was in that state already
 * @throws AppError not_found, or conflict when the state cannot be reached from the present one
 */
export function setRunState(db: Db, change: StateChange): Promise<boolean> {
  const { runId: id, state, reason = null, code = null } = change;
  return inTransaction(db, async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id, state: { in: [...before[state]] } },
      data: { state, stateReason: reason, stateCode: code, ...timesOf(state) },
    });
    const run = await tx.run.findUnique({ where: { id }, select: { state: true, step: true } });
    if (!run) throw new AppError("not_found", `There is no run ${id}.`);
    if (count === 0) {
      if (run.state === state) return false;
      throw new AppError("conflict", `Run ${id} is ${run.state}, so it cannot become ${state}.`);
    }
    await tx.runStatusEvent.create({ data: { runId: id, state, reason, step: run.step } });
    await appendEvents(tx, id, [{ type: "status", state, reason }]);
    return true;
  });
}

/** The same, where a run that is elsewhere by now (killed, say) is left as it is. */
export async function setRunStateIfPossible(db: Db, change: StateChange): Promise<boolean> {
  try {
    return await setRunState(db, change);
  } catch (error) {
    if (error instanceof AppError && (error.code === "conflict" || error.code === "not_found")) return false;
    throw error;
  }
}

/** Every state the run was in, in order. */
export function listRunStates(
  db: Db,
  runId: string,
): Promise<{ state: RunState; reason: string | null; step: number; at: Date }[]> {
  return db.runStatusEvent.findMany({
    where: { runId },
    orderBy: { id: "asc" },
    select: { state: true, reason: true, step: true, at: true },
  });
}

function timesOf(state: RunState): { finishedAt?: Date | null } {
  if (state === "finished" || state === "failed" || state === "killed") return { finishedAt: new Date() };
  return {};
}
