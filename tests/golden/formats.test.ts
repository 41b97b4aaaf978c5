import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openWeights } from "~workers/checkpoints/weightStore";

/** What PyTorch 1.13 and NumPy 1.24 read from the same files (formats/make.py), float32 exactly. */
const folder = join(import.meta.dirname, "formats");
const Expected = z.object({
  tensors: z.record(z.string(), z.object({ shape: z.array(z.int()), values: z.array(z.number()) })),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  refused: z.array(z.string()),
});
const { versions, ...files } = z
  .looseObject({ versions: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")));

describe(`files of PyTorch ${versions.torch} and NumPy ${versions.numpy}`, () => {
  test.each(Object.entries(files))("%s", async (name, json) => {
    const golden = Expected.parse(json);
    const store = await openWeights(join(folder, name));
    for (const [tensor, { shape, values }] of Object.entries(golden.tensors)) {
      expect(store.tensors.get(tensor)?.shape, tensor).toEqual(shape);
      expect(await store.readFloat32(tensor), tensor).toEqual(Float32Array.from(values));
    }
    const others = name === "types.pt" ? ["special"] : [];
    expect([...store.tensors.keys()].sort()).toEqual([...Object.keys(golden.tensors), ...others].sort());
    expect(store.metadata).toEqual(golden.metadata);
    expect(store.refused.map((refused) => refused.name).sort()).toEqual(golden.refused);
    await store.close();
  });

  test("infinities, a negative zero and the smallest half", async () => {
    const store = await openWeights(join(folder, "types.pt"));
    expect(await store.readFloat32("special")).toEqual(Float32Array.of(Infinity, -Infinity, -0, 2 ** -24));
    await store.close();
  });

  test("the format before 1.6 is refused with the command that converts it", async () => {
    const path = join(folder, "legacy.pt");
    await expect(openWeights(path)).rejects.toMatchObject({
      code: "checkpoint_unreadable",
      message: expect.stringMatching(
        /before PyTorch 1\.6\. Convert it with: python -c "import sys, torch.*'.*legacy\.pt'/,
      ) as string,
    });
  });

  test("what NumPy holds that is no weights is refused for its own reason", async () => {
    const store = await openWeights(join(folder, "odd.npz"));
    const reasons = Object.fromEntries(store.refused.map(({ name, reason }) => [name, reason]));
    expect(reasons.big).toContain('big-endian: save them with astype("<f4")');
    expect(reasons.objects).toContain('"|O" are no numbers');
    expect(reasons.record).toContain("not one of a plain array");
    await store.close();
  });
});
