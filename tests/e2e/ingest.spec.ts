import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { setState, startIngest, startRun, stateOf, tinyRun } from "./runs";

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-e2e-ingest-"));
  const ids = Uint16Array.from({ length: 3000 }, (_, k) => (k * k + 3 * k) % 80);
  await writeFile(join(folder, "tokens.u16"), new Uint8Array(ids.buffer));
});
test.afterAll(() => rm(folder, { recursive: true }));

/** A real Llama whose config.json names a family that nobody described. */
async function strangeCheckpoint(name: string) {
  const checkpoint = join(folder, name);
  await cp(join(import.meta.dirname, "../golden/families/llama"), checkpoint, { recursive: true });
  const path = join(checkpoint, "config.json");
  const config = JSON.parse(await readFile(path, "utf8")) as object;
  const write = (modelType: string) => writeFile(path, JSON.stringify({ ...config, model_type: modelType }));
  await write("mamba");
  return { source: checkpoint, makeKnown: () => write("llama") };
}

test("an unknown architecture shows its spectra and says what is lacking; once it is there, its neurons appear", async ({
  page,
  request,
}) => {
  const { source, makeKnown } = await strangeCheckpoint("strange");
  const text = { file: join(folder, "tokens.u16"), context: 16 };
  const measure = { positions: 512, nullGroups: 19 };
  const runId = await startIngest(request, { name: "strange", source, text, measure });
  await page.goto(`/runs/${runId}`);
  await expect(
    page.getByRole("heading", { name: "Only the weights of this model can be measured" }),
  ).toBeVisible();
  await expect(page.getByText(/the model_type in .* is "mamba"/).first()).toBeVisible();
  await expect(page.getByText(/Eigenvalues of lm_head\.weight/)).toBeVisible();
  await expect(page.getByTestId("run-state")).toContainText("finished");

  for (const screen of ["influence", "neurons", "neurons/3", "coordination"]) {
    await page.goto(`/runs/${runId}/${screen}`);
    await expect(
      page.getByText(/not measured at step 0: Its neurons cannot be analysed/).first(),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: "Measure now" }).first()).toBeVisible();
  }

  await makeKnown();
  await page.goto(`/runs/${runId}`);
  await page.getByRole("button", { name: "Measure again" }).click();
  await expect(page.getByRole("status").getByText("1 checkpoint is queued")).toBeVisible();
  await expect(page.getByTestId("what-you-see")).toContainText("step 0", { timeout: 60_000 });
  await expect(page.getByText("Ranked influence, step 0", { exact: true })).toBeVisible();
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing where only weights are measured, and it fits a phone, ${colorScheme}`, async ({
    browser,
    request,
  }) => {
    const { source } = await strangeCheckpoint(`strange-${colorScheme}`);
    const runId = await startIngest(request, { name: "strange", source });
    await expect
      .poll(async () => (await stateOf(request, runId)).state, { timeout: 60_000 })
      .toBe("finished");
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`/runs/${runId}`);
    await expect(page.getByText(/Eigenvalues of/).first()).toBeVisible();
    await expect(page.getByText("Loading.")).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });
}

test("before anything is measured each panel says what it will show", async ({ page, request }) => {
  const source = await mkdtemp(join(folder, "empty-"));
  const runId = await startIngest(request, { name: "nothing yet", source, follow: true });
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("run-state")).toContainText("running");
  await expect(page.getByTestId("what-you-see")).toContainText("first checkpoint");
  await expect(page.getByText(/How much the loss at a position moves, on average/).last()).toBeVisible();
  await setState(request, runId, "kill");
  await expect(page.getByTestId("run-state")).toContainText("stopped");
});

test("what the schedule skipped is counted beside the steps, and a click has it measured", async ({
  page,
  request,
}) => {
  const training = { ...tinyRun.training, steps: 40, warmupSteps: 2 };
  const measure = { positions: 1024, share: 0.05 };
  const runId = await startRun(request, { ...tinyRun, name: "sparse", training, measure });
  await expect.poll(async () => (await stateOf(request, runId)).state, { timeout: 100_000 }).toBe("finished");
  await page.goto(`/runs/${runId}`);
  const fill = page.getByRole("button", { name: /left out, so that measuring takes at most 5\s%/ });
  await expect(fill).toHaveText(/\d skipped/);
  await fill.click();
  await expect(page.getByText("queued", { exact: true })).toBeVisible();
  await expect(page.getByText("queued", { exact: true })).toBeHidden({ timeout: 60_000 });
  await expect(page.getByTestId("scrubber")).toHaveAttribute("aria-valuemin", "0");
});
