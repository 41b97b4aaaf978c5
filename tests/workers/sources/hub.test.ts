import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultPatience, type Patience } from "~workers/sources/http/patience";
import { hubSource } from "~workers/sources/hub/hubSource";
import { type FakeHub, startFakeHub } from "~tests/helpers/sources/fakeHub";

const weights = randomBytes(300_000);
const config = Buffer.from('{"model_type":"gpt_neox"}');
const files = {
  "config.json": config,
  "model.safetensors": weights,
  "pytorch_model.bin": Buffer.alloc(10),
  "optimizer.pt": Buffer.alloc(10),
  "README.md": Buffer.from("#"),
};

let folder: string;
let hub: FakeHub;
let slept: number[];
let patience: Patience;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-hub-"));
  slept = [];
  patience = {
    ...defaultPatience,
    random: () => 0.5,
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
  hub = await startFakeHub("org/model", {
    revisions: { main: files, step1000: files, step512: files, step2000: files },
  });
});
afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

const source = (change: Partial<Parameters<typeof hubSource>[0]> = {}) =>
  hubSource({ model: "org/model", revisions: ["step*"], endpoint: hub.address, patience, ...change });

async function fetchFirst(change: Partial<Parameters<typeof hubSource>[0]> = {}) {
  const opened = source({ revisions: ["step1000"], ...change });
  const [entry] = await opened.list();
  return opened.fetch(entry!, folder);
}

const whole = async () => (await readFile(join(folder, "model.safetensors"))).equals(weights);

describe("the revisions of a model", () => {
  it("are found by a pattern, in the order of their steps", async () => {
    expect((await source().list()).map(({ step, label, uri }) => [step, label, uri])).toEqual([
      [512, "step512", "hf:org/model@step512"],
      [1000, "step1000", "hf:org/model@step1000"],
      [2000, "step2000", "hf:org/model@step2000"],
    ]);
    expect((await source({ every: 1000 }).list()).map(({ step }) => step)).toEqual([1000, 2000]);
  });

  it("are taken as they are named, without a question", async () => {
    expect(await source({ revisions: ["step2000", "main"] }).list()).toMatchObject([
      { step: 2000, label: "step2000" },
      { step: null, label: "main" },
    ]);
    expect(hub.seen).toEqual([]);
  });

  it("that do not exist are said so", async () => {
    await expect(source({ revisions: ["epoch*"] }).list()).rejects.toMatchObject({ code: "not_found" });
    await expect(fetchFirst({ revisions: ["step9"] })).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("/tree/step9 is not there (404)") as string,
    });
    expect(() => source({ model: "../../etc" })).toThrow("ORG/MODEL");
  });
});

describe("fetching", () => {
  it("brings the files that a measurement needs, and no others", async () => {
    expect(await fetchFirst()).toBe(folder);
    expect((await readdir(folder)).sort()).toEqual(["config.json", "model.safetensors"]);
    expect(await whole()).toBe(true);
  });

  it("asks for nothing that is there and right", async () => {
    await fetchFirst();
    hub.store.seen.length = 0;
    await fetchFirst();
    expect(hub.store.seen).toEqual([]);
  });

  it("shows the token to the hub, never to the host it redirects to", async () => {
    await hub.close();
    hub = await startFakeHub("org/model", { revisions: { step1000: files }, token: "secret" });
    await fetchFirst({ token: "secret" });
    expect(await whole()).toBe(true);
    expect(hub.seen.every(({ authorization }) => authorization === "Bearer secret")).toBe(true);
    expect(hub.store.seen.length).toBeGreaterThan(0);
    expect(hub.store.seen.every(({ authorization }) => authorization === undefined)).toBe(true);
    await expect(fetchFirst({ token: "wrong" })).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("(401): set HF_TOKEN") as string,
    });
  });

  it("says of a model that the token may not read what would have to be set, and does not ask again", async () => {
    hub.faults.push({ status: 403 });
    await expect(fetchFirst({ token: "stranger" })).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("needs a token that may read it (403): set HF_TOKEN") as string,
    });
    expect(slept).toEqual([]);
  });

  it("follows redirects, but not in circles, nor to what is not the web", async () => {
    const again = { status: 302, location: "/step1000/model.safetensors" };
    hub.store.faults.push(again, { ...again, status: 307 }, { ...again, status: 308 });
    await fetchFirst();
    expect(await whole()).toBe(true);

    await rm(join(folder, "model.safetensors"));
    hub.store.faults.push(...Array.from({ length: 40 }, () => again));
    hub.store.seen.length = 0;
    await expect(fetchFirst()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("redirects more than 5 times") as string,
    });
    expect(hub.store.seen).toHaveLength(5);

    hub.store.faults.splice(0, Infinity, { status: 302, location: "file:///etc/passwd" });
    await expect(fetchFirst()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("redirects to file:, which is not followed") as string,
    });
    expect(await readdir(folder)).not.toContain("model.safetensors");
  });

  it("waits as long as the server asks, else twice as long each time", async () => {
    hub.store.faults.push({ status: 429, retryAfter: "7" }, { status: 503 }, { status: 500 });
    await fetchFirst();
    expect(await whole()).toBe(true);
    expect(slept).toEqual([7000, 750, 1500]);
  });

  it("gives up on a server that only fails", async () => {
    hub.store.faults.push(...Array.from({ length: 40 }, () => ({ status: 502 })));
    await expect(fetchFirst()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("answered 502 after 6 attempts") as string,
    });
  });

  it("goes on where a connection broke, and where one fell silent", async () => {
    hub.store.faults.push({ cutAfter: 100_000 }, { stallAfter: 50_000 });
    await fetchFirst({ patience: { ...patience, idleMs: 300 } });
    expect(await whole()).toBe(true);
    const begins = hub.store.seen.map(({ range }) => Number(/\d+/.exec(range ?? "0")![0]));
    expect(begins[0]).toBe(0);
    expect(begins[1]).toBeGreaterThan(0);
    expect(begins[2]).toBeGreaterThan(begins[1]!);
  });

  it("begins again at a server that knows no ranges", async () => {
    hub.store.faults.push({ cutAfter: 100_000 }, { ignoreRange: true });
    await fetchFirst();
    expect(await whole()).toBe(true);
  });

  it("notices a content that is not the one it asked for, and fetches it once more", async () => {
    hub.store.faults.push({ corruptAt: 1234 });
    await fetchFirst();
    expect(await whole()).toBe(true);
    await rm(join(folder, "model.safetensors"));
    hub.store.faults.push({ corruptAt: 1234 }, { corruptAt: 99 });
    await expect(fetchFirst()).rejects.toMatchObject({
      code: "checkpoint_unreadable",
      message: expect.stringContaining("arrived twice with another content than its checksum") as string,
    });
    expect((await readdir(folder)).sort()).toEqual(["config.json"]);
  });

  it("checks small files by their Git hash", async () => {
    hub.faults.push({ corruptAt: 3 });
    await fetchFirst();
    expect(await readFile(join(folder, "config.json"))).toEqual(config);
  });

  it("ends when it is told to", async () => {
    const opened = source({ revisions: ["step1000"] });
    const [entry] = await opened.list();
    hub.store.faults.push({ stallAfter: 1000 });
    const controller = new AbortController();
    const fetching = opened.fetch(entry!, folder, controller.signal);
    setTimeout(() => {
      controller.abort();
    }, 200);
    await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
  });

  it("goes on from what a killed process left", async () => {
    hub.store.faults.push({ stallAfter: 150_000 });
    const script = `
      import { hubSource } from "./workers/sources/hub/hubSource.ts";
      const source = hubSource({ model: "org/model", revisions: ["step1000"], endpoint: ${JSON.stringify(hub.address)} });
      const [entry] = await source.list();
      await source.fetch(entry, ${JSON.stringify(folder)});`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      cwd: join(import.meta.dirname, "../../.."),
      stdio: "inherit",
    });
    const partial = async () => (await readdir(folder)).find((name) => name.endsWith(".partial"));
    const sizeOfPartial = async () => {
      const name = await partial();
      return name === undefined ? 0 : (await stat(join(folder, name))).size;
    };
    await expect.poll(sizeOfPartial, { timeout: 30_000 }).toBeGreaterThanOrEqual(150_000);
    child.kill("SIGKILL");
    await once(child, "exit");
    hub.store.seen.length = 0;
    await fetchFirst();
    expect(hub.store.seen.map(({ range }) => range)).toEqual(["bytes=150000-"]);
    expect(await whole()).toBe(true);
    expect(await partial()).toBeUndefined();
  });
});
