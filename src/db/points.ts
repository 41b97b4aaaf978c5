import { Prisma } from "./generated/client";
import type { Db } from "./client";
import { inTransaction } from "./transaction";

/** One value of a curve. NaN and ±∞ are stored as what they are; null is "not measurable here". */
export interface Point {
  name: string;
  step: number;
  value: number | null;
  /** Its 95 % interval. */
  low?: number | null;
  high?: number | null;
  /** Why there is no value, where somebody knows. */
  reason?: string | null;
}

/** In the order in which the database numbers them. */
export const pointKinds = ["finite", "nan", "+inf", "-inf", "none"] as const;
export type PointKind = (typeof pointKinds)[number];

/** A curve, column by column, ascending by step. Values are null wherever the kind is not "finite". */
export interface Series {
  steps: number[];
  values: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  kinds: PointKind[];
  /** Why there is no value, where that is known. */
  reasons: (string | null)[];
}

/** Safe to repeat: a step that is written again replaces what it had. */
export async function appendPoints(db: Db, runId: string, points: Point[]): Promise<void> {
  if (points.length === 0) return;
  await inTransaction(db, async (tx) => {
    const idOf = await seriesIds(tx, runId, [...new Set(points.map(({ name }) => name))]);
    // One statement may not touch a row twice; of two values for one step the later holds.
    const rows = [...new Map(points.map((point) => [`${point.step} ${point.name}`, point])).values()];
    await tx.$executeRaw`
      insert into "MetricPoint" ("seriesId", step, value, low, high, kind, reason)
      select * from unnest(
        ${rows.map(({ name }) => idOf.get(name)!)}::int[],
        ${rows.map(({ step }) => step)}::int[],
        ${rows.map(({ value }) => finite(value))}::float8[],
        ${rows.map(({ low }) => finite(low))}::float8[],
        ${rows.map(({ high }) => finite(high))}::float8[],
        ${rows.map(({ value }) => kindOf(value))}::smallint[],
        ${rows.map(({ reason }) => reason ?? null)}::text[])
      on conflict ("seriesId", step) do update
      set value = excluded.value, low = excluded.low, high = excluded.high, kind = excluded.kind, reason = excluded.reason`;
  });
}

/** The named curves of a run, or all of them; one without points is left out. Steps from `fromStep` to `toStep`, both included. */
export async function readSeries(
  db: Db,
  query: { runId: string; names?: readonly string[]; fromStep?: number; toStep?: number },
): Promise<Record<string, Series>> {
  const { runId, names, fromStep = 0, toStep = 0x7fffffff } = query;
  const named = names ? Prisma.sql`and s.name = any(${[...names]}::text[])` : Prisma.empty;
  const rows = await db.$queryRaw<(Omit<Series, "kinds"> & { name: string; kinds: number[] })[]>`
    select s.name,
      array_agg(p.step order by p.step) as steps,
      array_agg(p.value order by p.step) as values,
      array_agg(p.low order by p.step) as low,
      array_agg(p.high order by p.step) as high,
      array_agg(p.kind::int order by p.step) as kinds,
      array_agg(p.reason order by p.step) as reasons
    from "MetricSeries" s join "MetricPoint" p on p."seriesId" = s.id
    where s."runId" = ${runId} and p.step between ${fromStep} and ${toStep} ${named}
    group by s.name
    order by s.name`;
  return Object.fromEntries(
    rows.map(({ name, kinds, ...columns }) => [
      name,
      { ...columns, kinds: kinds.map((kind) => pointKinds[kind]!) },
    ]),
  );
}

async function seriesIds(db: Db, runId: string, names: string[]): Promise<Map<string, number>> {
  const known = await db.metricSeries.findMany({ where: { runId, name: { in: names } } });
  if (known.length < names.length) {
    await db.$executeRaw`
      insert into "MetricSeries" ("runId", name) select ${runId}, unnest(${names}::text[]) on conflict do nothing`;
    return seriesIds(db, runId, names);
  }
  return new Map(known.map(({ name, id }) => [name, id]));
}

const finite = (value: number | null | undefined) => (Number.isFinite(value) ? value! : null);

function kindOf(value: number | null): number {
  if (value === null) return pointKinds.indexOf("none");
  if (Number.isNaN(value)) return pointKinds.indexOf("nan");
  if (value === Infinity) return pointKinds.indexOf("+inf");
  if (value === -Infinity) return pointKinds.indexOf("-inf");
  return pointKinds.indexOf("finite");
}
