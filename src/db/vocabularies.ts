import { z } from "zod";
import type { Db } from "./client";

/** The pieces of text that a tokenizer's ids stand for. */
export interface Vocabulary {
  hash: string;
  /** [V] */
  tokens: readonly string[];
}

/** Safe to repeat: one row for each hash. */
export async function saveVocabulary(db: Db, { hash, tokens }: Vocabulary): Promise<void> {
  await db.$executeRaw`
    insert into "Vocabulary" (hash, tokens) values (${hash}, ${JSON.stringify(tokens)}::jsonb) on conflict do nothing`;
}

export async function findVocabulary(db: Db, hash: string): Promise<string[] | null> {
  const row = await db.vocabulary.findUnique({ where: { hash }, select: { tokens: true } });
  return row && z.array(z.string()).parse(row.tokens);
}
