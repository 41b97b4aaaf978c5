import type { MeasurementCell } from "~/core/cells";
import type { QueryFilters } from "@tanstack/react-query";
import type { useTRPC } from "../shell/trpc";
import type { Arrival } from "./liveFeed";

type Trpc = ReturnType<typeof useTRPC>;

/** What stands in the comparison of layers. */
const ofLayers: ReadonlySet<MeasurementCell> = new Set(["influence", "layer"]);

/** The queries that some events have made stale: only what changed is asked for again. */
export function staleAfter(trpc: Trpc, runId: string, arrivals: readonly Arrival[]): QueryFilters[] {
  const events = arrivals.map(({ event }) => event);
  const measured = events.filter((event) => event.type === "measured");
  const measuredCells = new Set<MeasurementCell>(measured.map(({ cell }) => cell));

  const timeline = events.some(
    ({ type }) => type === "checkpoint" || type === "measured" || type === "skipped",
  );
  const status = events.some(({ type }) => type === "status");
  const filters: QueryFilters[] = [];
  if (events.some(({ type }) => type === "pruned")) filters.push(trpc.series.get.pathFilter());
  if (status) filters.push(trpc.runs.get.queryFilter({ runId }));
  if (timeline) filters.push(trpc.timeline.get.queryFilter({ runId }));
  if (measuredCells.has("influence")) {
    filters.push(trpc.influence.ranks.pathFilter());
    filters.push(trpc.neurons.ranks.pathFilter(), trpc.neurons.trajectory.pathFilter());
    filters.push(trpc.influence.leaders.pathFilter());
  }
  if (measuredCells.has("spectra") || measuredCells.has("spectraAll"))
    filters.push(trpc.spectra.overview.queryFilter({ runId }));
  for (const event of events) {
    if (event.type === "measuring" || (event.type === "measured" && ofLayers.has(event.cell))) {
      filters.push(trpc.layers.compare.queryFilter({ runId, step: event.step }));
    }
  }
  if (measuredCells.has("layer")) filters.push(trpc.layers.at.pathFilter());
  for (const { step, cell } of measured) {
    filters.push(trpc.provenance.get.queryFilter({ runId, step, cell }));
    filters.push(trpc.neurons.at.queryFilter({ runId, step }), trpc.neurons.one.pathFilter());
    filters.push(trpc.groups.at.queryFilter({ runId, step }), trpc.groups.overSteps.pathFilter());
    filters.push(trpc.groups.correlation.queryFilter({ runId, step }));
    filters.push(trpc.groups.routing.queryFilter({ runId, step }));
    if (cell === "robustness") filters.push(trpc.influence.robustness.queryFilter({ runId, step }));
    if (cell === "influence") filters.push(trpc.influence.at.queryFilter({ runId, step }));
  }
  return filters;
}
