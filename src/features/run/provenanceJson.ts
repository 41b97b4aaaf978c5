import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "~/server/root";

type Made = inferRouterOutputs<AppRouter>["provenance"]["get"];

/** All that is needed to make the numbers of a cell again, for a file or an issue. */
export function provenanceJson(made: Made, of: { runId: string; step: number; cell: string }): string {
  const { provenance, durationMs, finishedAt, checkpoint } = made;
  return JSON.stringify({ ...of, checkpoint, provenance, durationMs, finishedAt }, null, 2);
}
