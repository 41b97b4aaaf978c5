import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Tiny models of transformers and what it makes of them: see tests/golden/families/make_families.py. */
const folder = join(import.meta.dirname, "../golden/families");

export const goldenFamilies = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

export const familyFolder = (name: string) => join(folder, name);

const Golden = z.object({
  ids: z.array(z.array(z.int())),
  losses: z.array(z.number()),
  logits: z.record(z.string(), z.string()),
  ablation: z
    .object({
      mean_activation: z.array(z.number()),
      mean_abs: z.array(z.number()),
      mean: z.array(z.number()),
    })
    .optional(),
});

export function goldenOf(name: string) {
  const golden = Golden.parse(JSON.parse(readFileSync(join(folder, name, "golden.json"), "utf8")));
  return {
    ...golden,
    /** Of the first sequence, by position. */
    logits: Object.entries(golden.logits).map(([position, base64]) => {
      const bytes = Buffer.from(base64, "base64");
      return {
        position: Number(position),
        values: Array.from({ length: bytes.length / 8 }, (_, k) => bytes.readDoubleLE(8 * k)),
      };
    }),
  };
}
