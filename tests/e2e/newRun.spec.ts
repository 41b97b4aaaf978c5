import { expect, test } from "@playwright/test";
import { setState, startRun, tinyRun } from "./runs";

test("a wrong value is refused at its field, with the value that is allowed, before anything starts", async ({
  page,
}) => {
  await page.goto("/runs/new");
  const heads = page.getByRole("textbox", { name: "Heads" });
  await heads.fill("3");
  await expect(page.getByText("must divide model.width, which is 128")).toBeVisible();
  await expect(heads).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("button", { name: "Start training" })).toBeDisabled();

  await heads.fill("8");
  await expect(heads).toHaveAttribute("aria-invalid", "false");
  await expect(page.getByRole("button", { name: "Start training" })).toBeEnabled();
});

test("the form and the JSON are one thing", async ({ page }) => {
  await page.goto("/runs/new");
  const json = page.getByRole("textbox", { name: "The config as JSON" });
  await page.getByRole("textbox", { name: "Layers" }).fill("2");
  await expect(json).toHaveValue(/"layers": 2/);
  await json.fill(JSON.stringify({ name: "from json", model: { layers: 3 } }));
  await expect(page.getByRole("textbox", { name: "Layers" })).toHaveValue("3");
  await json.fill('{ "modle": 1 }');
  await expect(page.getByText(/modle/).first()).toBeVisible();
});

test("what is filled in is trained: the form leads to the page of its run", async ({ page }) => {
  await page.goto("/runs/new", { waitUntil: "networkidle" });
  await page
    .getByRole("textbox", { name: "The config as JSON" })
    .fill(JSON.stringify({ ...tinyRun, name: "by form" }));
  await page.getByRole("button", { name: "Start training" }).click();
  await expect(page.getByRole("heading", { name: "by form" })).toBeVisible();
  await expect(page).toHaveURL(/\/runs\/[\w-]+$/);
  const runId = page.url().split("/").at(-1)!;

  await page.goto("/runs");
  await expect(page.getByRole("link", { name: "by form" })).toBeVisible();
  await setState(page.request, runId, "kill");
  await expect(page.getByRole("row", { name: /by form/ })).toContainText("stopped");
});

test("the runs list is searched, filtered and put away by its address", async ({ page, request }) => {
  const runId = await startRun(request, { ...tinyRun, name: "needle" });
  await setState(request, runId, "kill");
  await page.goto("/runs?q=needle&state=killed");
  await expect(page.getByRole("link", { name: "needle" })).toBeVisible();
  await page.getByRole("searchbox").fill("haystack");
  await expect(page.getByText("No run fits these filters.")).toBeVisible();
  await expect(page).toHaveURL(/q=haystack/);

  await page.goto("/runs?q=needle");
  await page.getByRole("row", { name: /needle/ }).hover();
  await page.getByRole("button", { name: "Archive" }).first().click();
  await expect(page.getByRole("link", { name: "needle" })).toBeHidden();
  await page.getByRole("checkbox", { name: "archived" }).check();
  await expect(page.getByRole("link", { name: "needle" })).toBeVisible();
});
