import { scheduledCells } from "~/core/cells";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

/**
 * SQL, of a row of "Checkpoint" named c of an ingested run: whether measuring it is not at its end. A cell is begun, or
 * one was not begun yet; where one failed the rest is not waited for.
 */
export const isUnfinished = Prisma.sql`(
  exists (select from "Measurement" m where m."checkpointId" = c.id and m.state in ('pending', 'running'))
  or not exists (select from "Measurement" m where m."checkpointId" = c.id and m.state = 'failed')
    and (select count(distinct m.cell) from "Measurement" m
      where m."checkpointId" = c.id and m.cell in (${Prisma.join(scheduledCells)})) < ${scheduledCells.length})`;

/** Their ids, by step. */
export async function listUnfinished(db: Db, runId: string): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select c.id from "Checkpoint" c where c."runId" = ${runId} and ${isUnfinished} order by c.step`;
  return rows.map(({ id }) => id);
}
