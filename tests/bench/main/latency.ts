import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, expect, type Page, request } from "@playwright/test";
import { quantile } from "~/core/stats/quantile";
import { connect } from "~/db/client";
import { listEventsAfter } from "~/db/events";
import { startRun } from "~tests/e2e/runs";
import { browserOptions } from "~tests/e2e/browserOptions";
import { findInstance } from "~workers/supervisor/instance";
import type { Bench } from "../record";

const port = 3412;
const address = `http://127.0.0.1:${port}`;
const watchedMs = 30_000;

/**
 * From the commit of a training step to its picture: the whole stack as a user starts it, a run that trains as fast as
 * it can, and a real browser on the same machine. Drawn means the frame after the page showed the step.
 */
export const bench: Bench = async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  const stack = spawn(process.execPath, ["workers/start.mjs"], {
    stdio: "ignore",
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: String(port),
      PLATEAU_DATA_DIR: dataDirectory,
      PLATEAU_DEMO: "off",
    },
  });
  const browser = await chromium.launch(browserOptions());
  try {
    await untilUp();
    const api = await request.newContext({ baseURL: address });
    const runId = await startRun(api);
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${address}/runs/${runId}`);
    // Past the first checkpoints, which lie close together and are all measured.
    await expect.poll(() => stepShown(page), { timeout: 120_000 }).toBeGreaterThan(520);
    await page.evaluate(watchSteps);
    await sleep(watchedMs);
    const drawn = new Map(
      await page.evaluate(() => (globalThis as unknown as { drawn: [number, number][] }).drawn),
    );

    const instance = await findInstance(dataDirectory);
    if (!instance?.databaseUrl) throw new Error("the stack went away");
    const db = connect(instance.databaseUrl);
    const latencies: number[] = [];
    for (let cursor: string | null = null; ;) {
      const events = await listEventsAfter(db, { runId, cursor });
      for (const { event, at } of events) {
        const shownAt = event.type === "progress" ? drawn.get(event.step) : undefined;
        if (shownAt !== undefined) latencies.push(shownAt - at.getTime());
      }
      if (events.length === 0) break;
      cursor = events.at(-1)!.cursor;
    }
    await db.$disconnect();
    const sorted = Float64Array.from(latencies).sort();
    const common = {
      unit: "ms",
      backend: "Chromium, headless",
      sizes: `${sorted.length} updates in ${watchedMs / 1000} s while it trains`,
    };
    return [
      {
        name: "step committed → drawn, median",
        value: quantile(sorted, 0.5),
        bar: { atMost: 150 },
        ...common,
      },
      {
        name: "step committed → drawn, 95 %",
        value: quantile(sorted, 0.95),
        bar: { atMost: 400 },
        ...common,
      },
    ];
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => stack.once("exit", resolve));
    stack.kill("SIGTERM");
    await ended;
    await rm(dataDirectory, { recursive: true, force: true });
  }
};

async function untilUp(): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const up = await fetch(`${address}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(250);
  }
  throw new Error(`nothing answers at ${address}`);
}

const stepShown = async (page: Page) =>
  Number((await page.getByTestId("run-step").textContent())?.replace(/\D/g, ""));

/** In the page: notes when each step that is shown was drawn. */
function watchSteps(): void {
  const drawn: [number, number][] = [];
  Object.assign(globalThis, { drawn });
  const shown = document.querySelector("[data-testid=run-step]")!;
  new MutationObserver(() => {
    const step = Number(shown.textContent.replace(/\D/g, ""));
    requestAnimationFrame(() => setTimeout(() => drawn.push([step, Date.now()])));
  }).observe(shown, { characterData: true, childList: true, subtree: true });
}
