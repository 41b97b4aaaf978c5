import type { Run } from "~/db/runs";

/** Of a run that is only measured, pausing and stopping mean its measuring. */
export const isHeldByReader = ({ kind, state }: Pick<Run, "kind" | "state">): boolean =>
  kind === "ingest" && (state === "paused" || state === "killed");
