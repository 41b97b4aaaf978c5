import { groupsRouter } from "./routers/groups";
import { influenceRouter } from "./routers/influence";
import { layersRouter } from "./routers/layers";
import { liveRouter } from "./routers/live";
import { measurementsRouter } from "./routers/measurements";
import { neuronsRouter } from "./routers/neurons";
import { provenanceRouter } from "./routers/provenance";
import { runsRouter } from "./routers/runs";
import { seriesRouter } from "./routers/series";
import { spectraRouter } from "./routers/spectra";
import { systemRouter } from "./routers/system";
import { timelineRouter } from "./routers/timeline";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({
  runs: runsRouter,
  timeline: timelineRouter,
  series: seriesRouter,
  influence: influenceRouter,
  layers: layersRouter,
  neurons: neuronsRouter,
  spectra: spectraRouter,
  groups: groupsRouter,
  provenance: provenanceRouter,
  measurements: measurementsRouter,
  system: systemRouter,
  live: liveRouter,
});

export const createCaller = createCallerFactory(appRouter);
export type AppRouter = typeof appRouter;
