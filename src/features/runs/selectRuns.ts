import type { inferRouterOutputs } from "@trpc/server";
import type { RunState } from "~/core/runState";
import type { AppRouter } from "~/server/root";

export type ListedRun = inferRouterOutputs<AppRouter>["runs"]["list"][number];

export const sortKeys = ["newest", "oldest", "name", "progress"] as const;
type SortKey = (typeof sortKeys)[number];

const orders: Record<SortKey, (a: ListedRun, b: ListedRun) => number> = {
  newest: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  oldest: (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  name: (a, b) => a.name.localeCompare(b.name),
  progress: (a, b) => b.step / b.totalSteps - a.step / a.totalSteps,
};

/** The runs whose name or id holds every word of `q`, in the state asked for, in order. */
export function selectRuns(
  runs: readonly ListedRun[],
  { q, state, sort }: { q: string; state: RunState | null; sort: SortKey },
): ListedRun[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return runs
    .filter((run) => state === null || run.state === state)
    .filter(({ name, id }) => words.every((word) => `${name} ${id}`.toLowerCase().includes(word)))
    .sort(orders[sort]);
}
