import type { inferRouterOutputs } from "@trpc/server";
import type { MetricName } from "~/core/metrics";
import type { AppRouter } from "~/server/root";

export type NeuronsAtStep = inferRouterOutputs<AppRouter>["neurons"]["at"];

export type CellValue = number | string | null;

export const columnGroups = ["Standing", "Influence", "Activation", "Weights", "Logits"] as const;

/** One column of the table of neurons. */
export interface NeuronColumn {
  /** What one types in the filter, and what stands in the address. */
  id: string;
  label: string;
  group: (typeof columnGroups)[number];
  /** Its hover card. */
  metric: MetricName;
  unit: string | null;
  kind: "count" | "number" | "share" | "word";
  /** [m] in the unit shown; null where the step has no such numbers. */
  valuesOf: (data: NeuronsAtStep) => CellValue[] | null;
}
