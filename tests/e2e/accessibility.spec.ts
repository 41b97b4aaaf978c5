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
  { name: "spectra", path: () => `/runs/${runId}/spectra` },
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
  await page.getByRole("button", { name: "Plateau excess, rare − common" }).first().click();
  await expect(page.getByText(/Whether the leading neurons leave the power law/)).toBeVisible();
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
