import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { findInstance } from "~workers/supervisor/instance";
import { startRun, stateOf, tinyRun } from "./runs";

let runId: string;

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  const training = { ...tinyRun.training, steps: 4, warmupSteps: 2 };
  const model = { ...tinyRun.model, layers: 2 };
  runId = await startRun(request, { ...tinyRun, name: "to be recomputed", model, training });
  await expect.poll(async () => (await stateOf(request, runId)).state, { timeout: 200_000 }).toBe("finished");
});

/** Changes a stored number as nobody should: one α of a group, by a hundredth. */
async function forge(): Promise<void> {
  const instance = await findInstance(process.env.PLATEAU_E2E_DIR!);
  const client = new pg.Client(instance!.databaseUrl!);
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `update "GroupStatistic" g set value = value * 1.01
       from "Measurement" m join "Checkpoint" c on c.id = m."checkpointId"
       where m.id = g."measurementId" and c."runId" = $1 and c.step = 4
         and g."group" = 'leaders' and g.space = 'W_in' and g.statistic = 'alpha_mid'`,
      [runId],
    );
    expect(rowCount).toBe(1);
  } finally {
    await client.end();
  }
}

test("recomputed and compared on the page a cell agrees to the last bit, and a changed value is found", async ({
  page,
}) => {
  await page.goto(`/runs/${runId}/coordination?step=4&made=coordination`);
  const card = page.getByRole("dialog", { name: /How was this made: coordination, step 4/ });
  await expect(card).toContainText("matched:size+norm_decile@1");
  const recomputation = card.getByRole("region", { name: "Recomputation" });
  const again = recomputation.getByRole("button", { name: "Recompute and compare" });

  await again.click();
  await expect(recomputation).toContainText("✓ agrees", { timeout: 60_000 });
  // The worst of its arrays: not one bit apart.
  await expect(recomputation.locator("dd").first()).toHaveText("0");

  await forge();
  await again.click();
  await expect(recomputation).toContainText("✕ differs", { timeout: 60_000 });
  await expect(recomputation.locator("dt").first()).toHaveText(/^alpha_mid .* of leaders in W_in$/);
  await expect(recomputation.locator("dd").first()).toHaveText(/^0?\.0099/);
});

test("another layer is asked for, measured and shown beside the final one, and says how it was made", async ({
  page,
}) => {
  await page.goto(`/runs/${runId}/influence?step=4`);
  const table = page.getByRole("region", { name: "Layers compared" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await table.getByRole("button", { name: "Measure layer 0 now" }).click();
  await expect(table.getByRole("row").nth(1)).toContainText("/ 96", { timeout: 60_000 });

  const panel = page.getByRole("figure", { name: /Layer 0 beside layer 1/ });
  await expect(panel.getByRole("button", { name: /^rare, layer [01]$/ })).toHaveCount(2);
  await expect(panel).toContainText(/Layer 0: 1\s?024 positions, \d+ rare, 32 sequences/);
  await expect(page.getByRole("figure", { name: "Strongest neuron by layer" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);

  await panel.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "How was this made" }).click();
  const card = page.getByRole("dialog", { name: "How was this made: layer 0, step 4" });
  await expect(card).toContainText("mean_ablation:forward_pass@1");
});
