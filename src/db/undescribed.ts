import type { Db } from "./client";

/** A checkpoint whose neurons could not be measured, for want of what says how to read its weights or its text. */
export interface Undescribed {
  id: number;
  step: number;
  uri: string;
  /** What there was beside the weights when they were read. */
  describedBy: string;
}

/** By step. */
export function listUndescribed(db: Db, runId: string): Promise<Undescribed[]> {
  return db.$queryRaw<Undescribed[]>`
    select id, step, uri, architecture->>'describedBy' as "describedBy" from "Checkpoint"
    where "runId" = ${runId} and architecture->>'describedBy' is not null order by step`;
}

/** So that what lies there now is tried once. */
export async function noteDescription(db: Db, { id, describedBy }: Pick<Undescribed, "id" | "describedBy">) {
  await db.$executeRaw`
    update "Checkpoint" set architecture = architecture || jsonb_build_object('describedBy', ${describedBy}::text)
    where id = ${id}`;
}
