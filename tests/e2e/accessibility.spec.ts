import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { startRun, stateOf, tinyRun } from "./runs";

let runId: string;

/** A run that is over: what is checked does not change while it is checked. */
test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  const training = { ...tinyRun.training, steps: 12, warmupSteps: 2 };
  runId = await startRun(request, { ...tinyRun, name: "finished run", training });
  await expect.poll(async () => (await stateOf(request, runId)).state, { timeout: 200_000 }).toBe("finished");
});

const screens = [
  { name: "runs", path: () => "/runs" },
  { name: "new run", path: () => "/runs/new" },
  { name: "glossary", path: () => "/glossary" },
  { name: "overview", path: () => `/runs/${runId}` },
  { name: "influence", path: () => `/runs/${runId}/influence` },
  { name: "neurons", path: () => `/runs/${runId}/neurons` },
  { name: "one neuron", path: () => `/runs/${runId}/neurons/3` },
  { name: "spectra", path: () => `/runs/${runId}/spectra` },
  { name: "coordination", path: () => `/runs/${runId}/coordination` },
  { name: "system", path: () => "/system" },
  { name: "self-test", path: () => "/system/self-test" },
];

for (const colorScheme of ["dark", "light"] as const) {
  for (const { name, path } of screens) {
    test(`axe finds nothing on ${name}, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 720 } });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(path());
      await page.waitForLoadState("networkidle").catch(() => undefined);
      await expect(page.getByText("Loading.")).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
        ),
      ).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    });

    test(`${name} fits a phone, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
      });
      const page = await context.newPage();
      await page.goto(path());
      await expect(page.locator("h1")).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await context.close();
    });
  }
}

test("on a phone the scrubber is at the thumb, and a touch moves the step", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`/runs/${runId}`);
  const scrubber = page.getByTestId("scrubber");
  const box = (await scrubber.boundingBox())!;
  expect(box.y).toBeGreaterThan(700);
  await page.touchscreen.tap(box.x + 50, box.y + 10);
  await expect(page).toHaveURL(/step=0/);
  await expect(page.getByText("Ranked influence, step 0", { exact: true })).toBeVisible();
  await context.close();
});

test("the keyboard sheet opens with ?, closes with Esc, and the theme is kept", async ({ page }) => {
  await page.goto("/runs");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a title explains itself, and a number says how it was made", async ({ page }) => {
  await page.goto(`/runs/${runId}`);
  await page.getByRole("button", { name: "Log excess, rare − common" }).first().click();
  await expect(page.getByText(/Whether the rare curve has the flatter top/)).toBeVisible();
  await page.keyboard.press("Escape");

  await page
    .getByRole("button", { name: /^Menu of/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "How was this made" }).click();
  const card = page.getByRole("dialog", { name: /How was this made/ });
  await expect(card).toContainText("mean_ablation");
  await expect(card).toContainText(/[0-9a-f]{64}/);
});

test("the table of neurons is filtered, sorted and saved by its address, and a neuron has a page", async ({
  page,
}) => {
  await page.goto(`/runs/${runId}/neurons?filter=rank<4&sort=-rare`);
  const table = page.getByRole("region", { name: "Table of neurons" });
  await expect(page.getByText(/^3 of 96 neurons$/)).toBeVisible();
  await expect(table.getByRole("link")).toHaveCount(3);

  await page.keyboard.press("f");
  await page.keyboard.type(" foo>1");
  await expect(page.getByText(/There is no column “foo”/)).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv.trim().split("\r\n")).toHaveLength(4);

  const first = table.getByRole("link").first();
  const neuron = await first.textContent();
  await first.click();
  await expect(page.getByRole("heading", { name: `Neuron ${neuron}` })).toBeVisible();
  await page.getByRole("link", { name: "Rank 2" }).click();
  await expect(page.getByText("rare rank 2")).toBeVisible();
});

test("the self-test runs on a worker from the page, with a tick and figures for each check", async ({
  page,
}) => {
  await page.goto("/system/self-test");
  await page.getByRole("button", { name: "Run the self-test" }).click();
  await expect(page.getByText(/✓ all \d+ hold/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("img", { name: "holds", exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: "System", exact: true }).last().click();
  await expect(page.getByRole("region", { name: "Queue" })).toContainText("selftest");
});
