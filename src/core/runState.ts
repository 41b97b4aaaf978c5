import { z } from "zod";

/** Where a run stands. Only `pending`, `running` and `paused` can still go on. */
export const RunState = z.enum(["pending", "running", "paused", "finished", "failed", "crashed", "killed"]);
export type RunState = z.infer<typeof RunState>;

export const isOver = (state: RunState) => state === "finished" || state === "failed" || state === "killed";
