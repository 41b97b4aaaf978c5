import { describe, expect, test } from "vitest";
import { lossOf, runArchitecture } from "~tests/helpers/architectureFloat64";
import { familyFolder, goldenFamilies, goldenOf } from "~tests/helpers/goldenFamilies";
import { openWeights } from "~workers/checkpoints/weightStore";
import { chooseFamily } from "~workers/families/chooseFamily";
import { readConfigFile } from "~workers/families/readConfigFile";
import { requirePlaces } from "~workers/families/requirePlaces";

describe.each(goldenFamilies)("the description of %s", (name) => {
  const golden = goldenOf(name);

  test("gives the losses and logits of transformers, in float64", async () => {
    const store = await openWeights(familyFolder(name));
    const described = chooseFamily(store, await readConfigFile(familyFolder(name)));
    if ("lacks" in described) throw new Error(described.lacks);
    const { architecture, weights } = described;
    requirePlaces(architecture, weights, store);
    const losses: number[] = [];
    for (const [s, ids] of golden.ids.entries()) {
      const { logits } = await runArchitecture(architecture, weights, { ids: ids.slice(0, -1) });
      losses.push(...logits.map((row, t) => lossOf(row, ids[t + 1]!)));
      if (s > 0) continue;
      for (const { position, values } of golden.logits) {
        values.forEach((value, v) => expect(Math.abs(logits[position]![v]! - value)).toBeLessThan(1e-9));
      }
    }
    await store.close();
    losses.forEach((loss, t) => {
      expect(Math.abs(loss - golden.losses[t]!) / golden.losses[t]!, `position ${t}`).toBeLessThan(1e-6);
    });
  });
});
