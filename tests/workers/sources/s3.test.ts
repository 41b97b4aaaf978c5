import { S3Client } from "@aws-sdk/client-s3";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultPatience } from "~workers/sources/http/patience";
import { s3Source } from "~workers/sources/s3/s3Source";
import { startFakeS3 } from "~tests/helpers/sources/fakeS3";
import type { FileServer } from "~tests/helpers/sources/fileServer";

const weights = randomBytes(200_000);
const objects: Record<string, Buffer> = {
  "runs/a/checkpoint-500/config.json": Buffer.from("{}"),
  "runs/a/checkpoint-500/model.safetensors": weights,
  "runs/a/checkpoint-500/optimizer.pt": Buffer.alloc(9),
  "runs/a/checkpoint-1000/pytorch_model.bin": Buffer.alloc(7),
  "runs/a/logs/events.txt": Buffer.alloc(3),
  "runs/b/ckpt_200.pt": weights,
  "runs/b/ckpt_100.pt": Buffer.alloc(5),
};

let folder: string;
let server: FileServer;
let client: S3Client;
const patience = { ...defaultPatience, sleep: () => Promise.resolve() };

const connect = (accessKeyId = "key") =>
  new S3Client({
    endpoint: server.address,
    forcePathStyle: true,
    region: "eu-central-1",
    credentials: { accessKeyId, secretAccessKey: "secret" },
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-s3-"));
  server = await startFakeS3({ bucket: "models", objects, accessKey: "key", pageSize: 2 });
  client = connect();
});
afterEach(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true });
});

const source = (address: string) => s3Source({ address, client, patience });

async function fetchFirst(address = "s3://models/runs/a/checkpoint-500/") {
  const opened = source(address);
  const [entry] = await opened.list();
  return opened.fetch(entry!, folder);
}

describe("a bucket", () => {
  it("holds a checkpoint in every folder with weights, listed page by page", async () => {
    expect(await source("s3://models/runs/a").list()).toEqual([
      { step: 500, label: "checkpoint-500", uri: "s3://models/runs/a/checkpoint-500/", bytes: 200_002 },
      { step: 1000, label: "checkpoint-1000", uri: "s3://models/runs/a/checkpoint-1000/", bytes: 7 },
    ]);
  });

  it("holds one for each file where a folder has several", async () => {
    expect((await source("s3://models/runs/b").list()).map(({ step, uri }) => [step, uri])).toEqual([
      [100, "s3://models/runs/b/ckpt_100.pt"],
      [200, "s3://models/runs/b/ckpt_200.pt"],
    ]);
  });

  it.each([
    ["s3://other/runs", "not_found"],
    ["s3://models/nothing", "not_found"],
  ])("that lacks what is asked for says so: %s", async (address, code) => {
    await expect(source(address).list()).rejects.toMatchObject({ code });
  });

  it("that refuses the credentials says so", async () => {
    client.destroy();
    client = connect("stranger");
    await expect(source("s3://models/runs/a").list()).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("s3://models/runs/a cannot be read: AccessDenied (403)") as string,
    });
  });

  it("is named s3://bucket/prefix", () => {
    for (const address of ["s3://", "http://models/a", "s3://UPPER/a", "s3://a_b/c"]) {
      expect(() => source(address)).toThrow("s3://bucket/prefix");
    }
  });

  it("that lies in another region says so", async () => {
    server.faults.push({ status: 301 });
    await expect(source("s3://models/runs/a").list()).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("PermanentRedirect (301)") as string,
    });
  });

  it("that is overloaded is asked again", async () => {
    server.faults.push({ status: 503 });
    expect(await source("s3://models/runs/b").list()).toHaveLength(2);
  });
});

describe("fetching", () => {
  it("brings the files that a measurement needs", async () => {
    expect(await fetchFirst()).toBe(folder);
    expect((await readdir(folder)).sort()).toEqual(["config.json", "model.safetensors"]);
    expect(await readFile(join(folder, "model.safetensors"))).toEqual(weights);
  });

  it("gives the file itself where the checkpoint is one", async () => {
    const opened = source("s3://models/runs/b");
    const entry = (await opened.list()).at(-1)!;
    expect(await opened.fetch(entry, folder)).toBe(join(folder, "ckpt_200.pt"));
    expect(await readFile(join(folder, "ckpt_200.pt"))).toEqual(weights);
  });

  it("goes on with a range where the connection broke", async () => {
    server.faults.push({ cutAfter: 2 }, { cutAfter: 70_000 });
    await fetchFirst();
    expect(await readFile(join(folder, "model.safetensors"))).toEqual(weights);
    const ranges = server.seen.flatMap(({ path, range }) =>
      path.includes("model.safetensors") && range ? [range] : [],
    );
    expect(ranges).toEqual([expect.stringMatching(/^bytes=[1-9]\d{3,}-$/)]);
  });

  it("goes on where a connection fell silent, or its server is overloaded", async () => {
    server.faults.push({ ignoreRange: true }, { stallAfter: 70_000 }, { status: 429 }, { status: 500 });
    const opened = s3Source({
      address: "s3://models/runs/a/checkpoint-500/",
      ...{ client, patience: { ...patience, idleMs: 300 } },
    });
    const [entry] = await opened.list();
    await opened.fetch(entry!, folder);
    expect(await readFile(join(folder, "model.safetensors"))).toEqual(weights);
  });

  it("says of an object that the credentials may not read which one it is", async () => {
    server.faults.push({ ignoreRange: true }, { status: 403 });
    await expect(fetchFirst()).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringMatching(/^s3:.*model\.safetensors cannot be read: .*\(403\)/) as string,
    });
  });

  it("brings the tokenizer that several checkpoints share along with each", async () => {
    await server.close();
    const shared = {
      "c/step_1.bin": weights,
      "c/step_2.bin": Buffer.alloc(5),
      "c/tok512.bin": Buffer.alloc(9),
    };
    server = await startFakeS3({ bucket: "models", objects: shared, accessKey: "key" });
    client.destroy();
    client = connect();
    const opened = source("s3://models/c");
    const entries = await opened.list();
    expect(entries.map(({ step }) => step)).toEqual([1, 2]);
    expect(await opened.fetch(entries[0]!, folder)).toBe(join(folder, "step_1.bin"));
    expect((await readdir(folder)).sort()).toEqual(["step_1.bin", "tok512.bin"]);
  });

  it("notices a content that is not the one that was listed", async () => {
    server.faults.push({ corruptAt: 0 });
    await fetchFirst();
    expect(await readFile(join(folder, "config.json"), "utf8")).toBe("{}");
  });

  it("does not take the tag of an object encrypted with a key of one's own for a checksum", async () => {
    await server.close();
    server = await startFakeS3({ bucket: "models", objects, accessKey: "key", encryption: "aws:kms" });
    client.destroy();
    client = connect();
    server.faults.push({ corruptAt: 0 });
    await fetchFirst();
    expect(await readFile(join(folder, "config.json"), "utf8")).not.toBe("{}");
  });

  it("says when a checkpoint was deleted after it was listed", async () => {
    const left = { ...objects };
    await server.close();
    server = await startFakeS3({ bucket: "models", objects: left, accessKey: "key" });
    client.destroy();
    client = connect();
    const opened = source("s3://models/runs/b");
    const [entry] = await opened.list();
    delete left["runs/b/ckpt_100.pt"];
    await expect(opened.fetch(entry!, folder)).rejects.toMatchObject({ code: "not_found" });
  });
});
