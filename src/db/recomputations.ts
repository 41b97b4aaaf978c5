import { z } from "zod";
import { AppError } from "~/core/errors";
import { type Difference, Difference as DifferenceSchema } from "~/core/recomputation";
import type { Db } from "./client";
import { enqueue } from "./queue";

/** A cell computed once more and compared with what it holds. */
export interface Recomputation {
  at: Date;
  backend: string;
  codeVersion: string;
  /** The largest difference of each stored array, the worst first. */
  worst: Difference[];
  holds: boolean;
}

export async function saveRecomputation(
  db: Db,
  measurementId: number,
  recomputation: Omit<Recomputation, "at">,
): Promise<void> {
  await db.recomputation.create({ data: { ...recomputation, measurementId } });
}

/** Newest first. */
export async function listRecomputations(db: Db, measurementId: number): Promise<Recomputation[]> {
  const rows = await db.recomputation.findMany({
    where: { measurementId },
    orderBy: { id: "desc" },
    select: { at: true, backend: true, codeVersion: true, worst: true, holds: true },
  });
  return rows.map((row) => ({ ...row, worst: z.array(DifferenceSchema).parse(row.worst) }));
}

/**
 * Queues it.
 *
 * @returns false when it is waiting already
 * @throws AppError not_found when there is no finished measurement of that id
 */
export async function requestRecomputation(db: Db, measurementId: number): Promise<boolean> {
  const row = await db.measurement.findUnique({ where: { id: measurementId }, select: { state: true } });
  if (row?.state !== "done") {
    throw new AppError("not_found", `There is no finished measurement ${measurementId}.`);
  }
  return enqueue(db, "recompute", { measurementId });
}
