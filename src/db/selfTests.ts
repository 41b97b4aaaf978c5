import { z } from "zod";
import { SelfTestCheck } from "~/core/selfTestCheck";
import type { Db } from "./client";

/** One recomputation of the reference cases. */
export interface SelfTest {
  workerId: string;
  backend: string;
  codeVersion: string;
  durationMs: number;
  checks: SelfTestCheck[];
}

export async function appendSelfTest(db: Db, selfTest: SelfTest): Promise<void> {
  await db.selfTest.create({ data: selfTest });
}

/** The newest first. */
export async function listSelfTests(
  db: Db,
  { limit }: { limit: number },
): Promise<(SelfTest & { id: number; at: Date })[]> {
  const rows = await db.selfTest.findMany({ orderBy: { id: "desc" }, take: limit });
  return rows.map((row) => ({ ...row, checks: z.array(SelfTestCheck).parse(row.checks) }));
}
