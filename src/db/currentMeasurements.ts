import { Prisma } from "./generated/client";

/** A run or a checkpoint; of the final MLP, or of that of another layer. */
export type MeasuredOf = ({ runId: string } | { checkpointId: number }) & { layer?: number | null };

/**
 * The measurements that count: of each checkpoint and cell the one that was finished last.
 * A subquery with the columns id, checkpointId, cell, step.
 */
export function currentMeasurements(of: MeasuredOf): Prisma.Sql {
  const { layer = null } = of;
  const where = "runId" in of ? Prisma.sql`c."runId" = ${of.runId}` : Prisma.sql`c.id = ${of.checkpointId}`;
  return Prisma.sql`(
    select distinct on (c.id, m.cell) m.id, c.id as "checkpointId", m.cell, c.step
    from "Measurement" m join "Checkpoint" c on c.id = m."checkpointId"
    where ${where} and m.state = 'done' and m.layer is not distinct from ${layer}::int
    order by c.id, m.cell, m."finishedAt" desc, m.id desc)`;
}

/** `and column = value`, or nothing when no value is given. The column is a name of ours, never a reader's. */
export function matching(column: string, value: string | undefined): Prisma.Sql {
  return value === undefined ? Prisma.empty : Prisma.sql`and ${Prisma.raw(column)} = ${value}`;
}
