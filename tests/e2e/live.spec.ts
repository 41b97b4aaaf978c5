import { readFile } from "node:fs/promises";
import { type Page, expect, test } from "@playwright/test";
import { cuttableProxy } from "./cuttableProxy";
import { setState, startRun, stateOf } from "./runs";

let runId: string;

test.beforeAll(async ({ request }) => {
  runId = await startRun(request);
});

test.afterAll(async ({ request }) => {
  await setState(request, runId, "kill");
});

const stepShown = async (page: Page) =>
  Number((await page.getByTestId("run-step").textContent())?.replace(/\D/g, ""));

/** Steps of the training-loss panel, from the file it saves. */
async function savedSteps(page: Page): Promise<number[]> {
  await page
    .getByRole("button", { name: /^Menu of loss/i })
    .last()
    .click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Save as CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  return csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => Number(line.split(",")[0]));
}

interface Recording {
  received: string[];
}

/** In the page: keeps what every event stream delivers. */
function recordStream(): void {
  const received: string[] = [];
  Object.assign(globalThis, { received });
  globalThis.EventSource = class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init);
      this.addEventListener("message", ({ data }) => received.push(String(data)));
    }
  };
}

/** The training steps in one message of the stream. */
function stepsIn(message: string): number[] {
  const found: number[] = [];
  JSON.parse(message, (_, value: unknown) => {
    if (
      typeof value === "object" &&
      value !== null &&
      "type" in value &&
      value.type === "progress" &&
      "steps" in value
    ) {
      found.push(...(value.steps as number[]));
    }
    return value;
  });
  return found;
}

test("the page moves while the run learns, and the first measurement appears by itself", async ({ page }) => {
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("run-state")).toContainText("running", { timeout: 60_000 });
  const before = await stepShown(page);
  // The first checkpoints lie close together and each is measured, so the first steps are the slowest.
  await expect.poll(() => stepShown(page), { timeout: 60_000 }).toBeGreaterThan(before + 5);
  await expect(page.getByTestId("what-you-see")).toContainText(/step \d/);
  await expect(page.getByTestId("connection")).toContainText(/live · \d+\.\d s/);
  await expect(page.getByText(/Ranked influence, step \d/)).toBeVisible();
});

test("the scrubber moves every panel, the address keeps the step, and l follows the run again", async ({
  page,
}) => {
  await expect.poll(async () => (await stateOf(page.request, runId)).step).toBeGreaterThan(64);
  await page.goto(`/runs/${runId}?step=4`);
  const slider = page.getByTestId("scrubber");
  await expect(slider).toHaveAttribute("aria-valuenow", "4");
  await expect(page.getByText("Ranked influence, step 4", { exact: true })).toBeVisible();
  await expect(page.getByTestId("what-you-see")).toContainText("step 4");

  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/step=8/);
  await expect(page.getByText("Ranked influence, step 8", { exact: true })).toBeVisible();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuenow", "0");

  await page.keyboard.press("2");
  await expect(page).toHaveURL(/\/influence\?.*step=0/);
  await page.keyboard.press("1");
  await expect(page.getByTestId("what-you-see")).toContainText("step 0");

  await page.keyboard.press("l");
  await expect(page).not.toHaveURL(/step=/);
  await expect(slider).not.toHaveAttribute("aria-valuenow", "0");
});

test("play walks through the measured steps", async ({ page }) => {
  await expect.poll(async () => (await stateOf(page.request, runId)).step).toBeGreaterThan(8);
  await page.goto(`/runs/${runId}?step=0`);
  await page.getByRole("button", { name: "Play the steps" }).click();
  const slider = page.getByTestId("scrubber");
  await expect(slider).toHaveAttribute("aria-valuenow", "1");
  await expect(slider).toHaveAttribute("aria-valuenow", "2");
  await page.getByRole("button", { name: "Stop playing" }).click();
});

test("a connection that is cut again and again goes on without a gap or a duplicate", async ({ page }) => {
  const opened: (string | null)[] = [];
  page.on("request", (request) => {
    if (request.url().includes("live.run")) {
      void request.allHeaders().then((headers) => opened.push(headers["last-event-id"] ?? null));
    }
  });
  await page.addInitScript(recordStream);
  using proxy = await cuttableProxy(3411);
  await page.goto(`${proxy.url}/runs/${runId}`);
  await expect(page.getByTestId("connection")).toContainText("live");

  for (let cut = 0; cut < 3; cut++) {
    const streams = opened.length;
    expect(proxy.cut()).toBeGreaterThan(0);
    // What was on its way when the cut came still arrives; only a new stream shows that it went on.
    await expect.poll(() => opened.length, { timeout: 30_000 }).toBeGreaterThan(streams);
    const before = await stepShown(page);
    await expect.poll(() => stepShown(page), { timeout: 30_000 }).toBeGreaterThan(before + 50);
  }
  await expect(page.getByTestId("connection")).toContainText("live");
  expect(opened.length).toBeGreaterThan(3);
  expect(opened.at(-1)).toMatch(/^\d+\.\d+$/);

  // All that arrived over all connections: every step once, in order.
  const steps = (await page.evaluate(() => (globalThis as unknown as Recording).received)).flatMap(stepsIn);
  expect(steps.length).toBeGreaterThan(150);
  expect(steps).toEqual(steps.map((_, i) => steps[0]! + i));
  const shown = await savedSteps(page);
  expect(new Set(shown).size).toBe(shown.length);
});

test("a page whose server is out of reach says so and keeps what it shows", async ({ page }) => {
  const proxy = await cuttableProxy(3411);
  await page.goto(`${proxy.url}/runs/${runId}`);
  await expect(page.getByTestId("connection")).toContainText("live");
  await expect(page.getByText(/Ranked influence, step \d/)).toBeVisible();
  const before = await stepShown(page);
  proxy[Symbol.dispose]();
  await expect(page.getByTestId("connection")).toContainText("reconnecting");
  expect(await stepShown(page)).toBeGreaterThanOrEqual(before);
  await expect(page.getByText(/Ranked influence, step \d/)).toBeVisible();
});

test("pause stops the run after its step and says so; going on goes on", async ({ page }) => {
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("connection")).toContainText("live");
  await page.getByRole("button", { name: "Pause the run" }).click();
  await expect(page.getByTestId("run-state")).toContainText("paused");
  const { step } = await stateOf(page.request, runId);
  await page.getByRole("button", { name: "Go on with the run" }).click();
  await expect(page.getByTestId("run-state")).toContainText("running");
  await expect.poll(async () => (await stateOf(page.request, runId)).step).toBeGreaterThan(step);
});
