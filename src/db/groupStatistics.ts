import type { Db } from "./client";
import { currentMeasurements, matching, type MeasuredOf } from "./currentMeasurements";
import { inTransaction } from "./transaction";

/** Which number of which group of neurons: { group: "plateau", space: "W_in", statistic: "alpha_mid", method }. */
export interface StatisticKey {
  group: string;
  space: string;
  statistic: string;
  method: string;
}

/** One statistic of a group of neurons beside its null distribution. */
export interface GroupStatistic extends StatisticKey {
  /** Neurons in the group. */
  size: number;
  value: number | null;
  nullMean: number | null;
  nullSd: number | null;
  z: number | null;
  p: number | null;
  /** Corrected by Holm for having asked the same of every group of the family. */
  pHolm: number | null;
  /** For the reader: what the correction was taken over. */
  family: string | null;
  draws: number;
  /** Why there is no value. */
  reason: string | null;
}

/** `nullValues`: one per random group. */
export type NewGroupStatistic = Omit<GroupStatistic, "pHolm" | "family"> &
  Partial<Pick<GroupStatistic, "pHolm" | "family">> & { nullValues: number[] };

export type GroupStatisticAtStep = GroupStatistic & {
  /** 95 % of the null values lie between them; null where none were drawn. */
  nullLow: number | null;
  nullHigh: number | null;
  /** p corrected for the tests of its family, and which those are; null where nothing was corrected. */
  pHolm: number | null;
  family: string | null;
  step: number;
  checkpointId: number;
  measurementId: number;
};

/** Safe to repeat: replaces the statistics of the measurement. Every double is stored to its last bit. */
export async function saveGroupStatistics(
  db: Db,
  measurementId: number,
  statistics: NewGroupStatistic[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.groupStatistic.deleteMany({ where: { measurementId } });
    // One parameter in place of tens of thousands, which took longer to plan than to write.
    await tx.$executeRaw`
      insert into "GroupStatistic" ("measurementId", "group", space, statistic, method, size, value, "nullMean",
        "nullSd", z, p, "pHolm", family, draws, "nullValues", reason)
      select ${measurementId}, g.* from jsonb_to_recordset(${JSON.stringify(statistics)}::jsonb)
        as g("group" text, space text, statistic text, method text, size int, value float8, "nullMean" float8,
          "nullSd" float8, z float8, p float8, "pHolm" float8, family text, draws int, "nullValues" float8[],
          reason text)`;
  });
}

/** Of a run (by step) or of one checkpoint; all, or those asked for. */
export function listGroupStatistics(
  db: Db,
  query: MeasuredOf & { [K in keyof StatisticKey]?: string | undefined },
): Promise<GroupStatisticAtStep[]> {
  return db.$queryRaw<GroupStatisticAtStep[]>`
    select m.step, m."checkpointId", m.id as "measurementId", g."group", g.space, g.statistic, g.method, g.size,
      g.value, g."nullMean", g."nullSd", g.z, g.p, g."pHolm", g.family, g.draws, g.reason,
      (select percentile_cont(0.025) within group (order by v) from unnest(g."nullValues") v) as "nullLow",
      (select percentile_cont(0.975) within group (order by v) from unnest(g."nullValues") v) as "nullHigh"
    from "GroupStatistic" g join ${currentMeasurements(query)} m on m.id = g."measurementId"
    where true ${matching('g."group"', query.group)} ${matching("g.space", query.space)}
      ${matching("g.statistic", query.statistic)} ${matching("g.method", query.method)}
    order by m.step, g."group", g.space, g.statistic, g.method`;
}

/** The null distribution itself; empty where none was drawn. */
export async function readNullValues(
  db: Db,
  key: StatisticKey & { measurementId: number },
): Promise<number[]> {
  const row = await db.groupStatistic.findFirst({ where: key, select: { nullValues: true } });
  return row?.nullValues ?? [];
}
