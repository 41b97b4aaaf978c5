import { z } from "zod";
import { seriesNames } from "~/core/metrics";
import { readSeries } from "~/db/points";
import { bucketSeries, bucketWidth } from "../series/bucketSeries";
import { procedure, router } from "../trpc";

const Query = z.object({
  runId: z.string(),
  names: z.array(z.enum(seriesNames)).min(1),
  maxPoints: z.int().min(16).max(20_000).default(2_000),
});

export const seriesRouter = router({
  /** Curves thinned on one grid: `stepsPerBucket` steps share at most four points. */
  get: procedure.input(Query).query(async ({ ctx, input }) => {
    const { runId, names, maxPoints } = input;
    const series = await readSeries(ctx.db, { runId, names });
    const span = Math.max(
      0,
      ...Object.values(series).map(({ steps }) => (steps.at(-1) ?? 0) - (steps[0] ?? 0) + 1),
    );
    const stepsPerBucket = bucketWidth(span, maxPoints);
    const thinned = Object.entries(series).map(
      ([name, points]) => [name, bucketSeries(points, stepsPerBucket)] as const,
    );
    return { stepsPerBucket, series: Object.fromEntries(thinned) };
  }),
});
