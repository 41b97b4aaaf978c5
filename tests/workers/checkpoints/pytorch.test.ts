import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWeights } from "~workers/checkpoints/weightStore";
import { op, pickledDict, pickledTensor, pickleOf } from "~tests/helpers/weightFiles/pickleOf";
import { floatBytes, torchFileOf } from "~tests/helpers/weightFiles/torchFileOf";
import { directoryEntry, zipOf, zipTail } from "~tests/helpers/weightFiles/zipOf";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-pytorch-"));
});
afterEach(() => rm(folder, { recursive: true }));

const storages = { 0: floatBytes(1, 2, 3, 4, 5, 6) };
const tensor = (change: Partial<Parameters<typeof pickledTensor>[0]> = {}) =>
  pickledTensor({ key: "0", offset: 0, shape: [2, 3], strides: [3, 1], elements: 6, ...change });

async function opened(content: Buffer) {
  const path = join(folder, "file.pt");
  await writeFile(path, content);
  return openWeights(path);
}

const refuses = (content: Buffer, message: RegExp) =>
  expect(opened(content)).rejects.toMatchObject({
    code: "checkpoint_unreadable",
    message: expect.stringMatching(message) as string,
  });

const reference = join(import.meta.dirname, "../../../../shared/assets/tensorforge/gpt.pt");

it.skipIf(!existsSync(reference))(
  "a checkpoint with a class of its own: the class is named, the weights are read (needs ../shared)",
  async () => {
    const store = await openWeights(reference);
    expect(store.refused).toEqual([
      {
        name: "__main__.CharTokenizer",
        reason: "a class that is not known to hold weights: nothing of it was run",
      },
    ]);
    expect(store.tensors.size).toBe(70);
    expect(store.tensors.get("token_embedding.weight")).toEqual(
      expect.objectContaining({ dtype: "F32", shape: [65, 128], bytes: 4 * 65 * 128 }),
    );
    const weights = await store.readFloat32("token_embedding.weight");
    expect(weights.every(Number.isFinite)).toBe(true);
    await store.close();
  },
);

describe("a pickle", () => {
  it.each([
    ["os", "system"],
    ["posix", "system"],
    ["builtins", "eval"],
    ["builtins", "__import__"],
    ["torch.storage", "_load_from_bytes"],
    ["torch", "load"],
    ["operator", "attrgetter"],
    ["collections", "constructor"],
    ["", "__proto__"],
  ])("that calls %s.%s only has it named", async (module, name) => {
    const canary = join(folder, "canary");
    const call = Buffer.concat([
      op.global(module, name),
      op.raw("("),
      op.text(`touch ${canary}`),
      op.raw("tR"),
    ]);
    const store = await opened(torchFileOf(pickleOf(pickledDict({ evil: call, fine: tensor() })), storages));
    expect(store.refused.map((refused) => refused.name)).toEqual([`${module}.${name}`]);
    expect([...store.tensors.keys()]).toEqual(["fine"]);
    expect(await store.readFloat32("fine")).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    await store.close();
    expect(await readdir(folder)).toEqual(["file.pt"]);
  });

  it("that holds itself is read once round", async () => {
    const cycle = pickleOf(
      op.raw("}q\x00("),
      ...[op.text("self"), op.raw("h\x00"), op.text("model"), op.raw("h\x00"), op.text("w"), tensor()],
      op.raw("u"),
    );
    const store = await opened(torchFileOf(cycle, storages));
    expect([...store.tensors.keys()]).toEqual(["w"]);
    await store.close();
  });

  it("whose dicts would unfold to 2^60 names is read as it is stored", async () => {
    const level = (number: number) =>
      Buffer.concat([
        op.raw("}("),
        ...[op.text("a"), op.raw(`h${String.fromCharCode(number)}`)],
        ...[op.text("b"), op.raw(`h${String.fromCharCode(number)}`)],
        op.raw(`uq${String.fromCharCode(number + 1)}`),
      ]);
    const lattice = pickleOf(
      pickledDict({ w: tensor() }),
      op.raw("q\x00"),
      ...Array.from({ length: 60 }, (_, number) => level(number)),
    );
    await refuses(torchFileOf(lattice, storages), /no weights/);
  });

  it("that nests a million tuples needs no more stack than another", async () => {
    const deep = pickleOf(op.raw(`)${"\x85".repeat(9e5)}`));
    await refuses(torchFileOf(deep, storages), /no weights/);
  });

  it.each<[string, Buffer, RegExp]>([
    ["ends early", op.raw("("), /cut off|empty stack/],
    ["has text longer than itself", op.raw("X\xff\xff\xff\x7f"), /was cut off/],
    ["recalls nothing", op.raw("h\x07"), /recalls 7/],
    ["has no mark", op.raw("t"), /lacks a mark/],
    ["takes from nothing", op.raw("R"), /empty stack/],
    ["takes from below a mark", op.raw("}(}s"), /empty stack/],
    ["calls text", Buffer.concat([op.text("os.system"), op.raw(")R")]), /calls what is no class/],
    ["names a class endlessly", op.global("a".repeat(300), "b"), /short text/],
    ["loads an extension", op.raw("\x82\x01"), /unknown operation 130 at byte 2/],
    ["points to no storage", op.raw("NQ"), /no storage/],
    ["makes too many objects", op.raw("]".repeat(1_000_001)), /more than 1000000 objects/],
    ["never ends", op.raw("N0".repeat(2_500_001)), /more than 5000000 operations/],
  ])("that %s is refused", async (_, pieces, message) => {
    await refuses(torchFileOf(pickleOf(pieces), storages), message);
  });
});

describe("a tensor", () => {
  const fileWith = (pickled: Buffer, options = {}) =>
    torchFileOf(pickleOf(pickledDict({ fine: tensor(), other: pickled })), storages, options);

  it.each<[string, Buffer, RegExp]>([
    ["behind its storage", tensor({ offset: 1 }), /"other" \[2, 3\] ends at element 6 .* which has 6/],
    ["with a stride behind it", tensor({ strides: [4, 1] }), /ends at element 6/],
    [
      "of a shape without end",
      tensor({ shape: [2 ** 50, 2 ** 50], strides: [2 ** 50, 1] }),
      /does not|ends at/,
    ],
    ["of a negative shape", tensor({ shape: [-1, 3] }), /no whole numbers/],
    ["with fewer strides than axes", tensor({ strides: [1] }), /no whole numbers/],
    ["of 17 axes", tensor({ shape: Array(17).fill(1), strides: Array(17).fill(1) }), /no whole numbers/],
    ["whose storage is missing", tensor({ key: "9" }), /storage "9" of "other" is missing/],
    ["whose storage is a path", tensor({ key: "../../data.pkl" }), /is missing/],
  ])("%s is refused", async (_, pickled, message) => {
    await refuses(fileWith(pickled), message);
  });

  it.each<[string, Buffer, RegExp]>([
    ["repeats one element", tensor({ shape: [2 ** 40], strides: [0] }), /repeats the elements/],
    ["is quantised", tensor({ storage: "QInt8Storage" }), /"torch\.QInt8Storage" is not known/],
    ["is complex", tensor({ storage: "ComplexFloatStorage" }), /complex/],
  ])("that %s is left out, the others are offered", async (_, pickled, reason) => {
    const store = await opened(fileWith(pickled));
    expect([...store.tensors.keys()]).toEqual(["fine"]);
    expect(store.refused).toEqual([{ name: "other", reason: expect.stringMatching(reason) as string }]);
    await store.close();
  });

  it("of a big-endian machine is refused", async () => {
    await refuses(fileWith(tensor(), { order: "big" }), /big-endian/);
  });
});

describe("the archive", () => {
  const pickle = pickleOf(pickledDict({ w: tensor() }));

  it("may be zip64 throughout", async () => {
    const store = await opened(torchFileOf(pickle, storages, { zip64: true }));
    expect(await store.readFloat32("w")).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    await store.close();
  });

  it("may be longer than 4 GiB", async () => {
    const far = 5 * 2 ** 30;
    const [first, second] = [far / 4, 6].map((elements, key) =>
      pickledTensor({ key: String(key), offset: elements - 2, shape: [2], strides: [1], elements }),
    );
    const start = zipOf([
      { name: "a/data.pkl", content: pickleOf(pickledDict({ first: first!, second: second! })) },
      { name: "a/data/0", content: new Uint8Array() },
    ]);
    const localOnly = start.subarray(0, start.indexOf("PK\x01\x02"));
    const tail = zipOf([{ name: "a/data/1", content: storages[0] }]);
    const secondLocal = tail.subarray(0, tail.indexOf("PK\x01\x02"));
    const secondAt = localOnly.length + far;
    const pickleBytes = localOnly.indexOf("PK\x03\x04", 4) - 30 - "a/data.pkl".length;
    const directory = (
      [
        ["a/data.pkl", pickleBytes, 0],
        ["a/data/0", far, localOnly.length - 30 - "a/data/0".length],
        ["a/data/1", storages[0].length, secondAt],
      ] as const
    ).map(([name, bytes, at]) =>
      directoryEntry({ name: Buffer.from(name), deflated: false, zip64: true, sizes: [bytes, bytes, at] }),
    );
    const file = await open(join(folder, "large.pt"), "w");
    await file.write(localOnly, 0, null, 0);
    await file.write(floatBytes(7, 8), 0, 8, secondAt - 8);
    await file.write(secondLocal, 0, null, secondAt);
    await file.write(
      zipTail(directory, secondAt + secondLocal.length, true),
      0,
      null,
      secondAt + secondLocal.length,
    );
    await file.close();

    const store = await openWeights(join(folder, "large.pt"));
    expect(await store.readFloat32("first")).toEqual(Float32Array.of(7, 8));
    expect(await store.readFloat32("second")).toEqual(Float32Array.of(5, 6));
    await store.close();
  });

  it("with names that lead elsewhere writes nothing", async () => {
    const members = ["../../canary", "/canary", "C:\\canary", "a\0b", ""].map((name) => ({
      name,
      content: Buffer.from("canary"),
    }));
    const content = zipOf([
      ...members,
      { name: "a/data.pkl", content: pickle },
      { name: "a/data/0", content: storages[0] },
    ]);
    const store = await opened(content);
    expect([...store.tensors.keys()]).toEqual(["w"]);
    await store.close();
    expect(await readdir(folder)).toEqual(["file.pt"]);
  });

  const member = (name: string, change = {}) => ({ name, content: pickle, ...change });
  it.each<[string, Buffer, RegExp]>([
    ["a name twice", zipOf([member("a/data.pkl"), member("a/data.pkl")]), /"a\/data\.pkl" is there twice/],
    [
      "members that share bytes",
      zipOf([member("a/data.pkl"), member("b", { claims: { header: 4 } })]),
      /reaches into what lies behind/,
    ],
    [
      "a bomb",
      zipOf([member("b", { deflated: true, claims: { bytes: 2 ** 31 } })]),
      /no weights shrink like this/,
    ],
    [
      "a packed pickle that is longer than it claims",
      zipOf([{ name: "a/data.pkl", content: Buffer.alloc(9999), deflated: true, claims: { bytes: 100 } }]),
      /does not unpack to the 100 bytes/,
    ],
    [
      "a packed storage",
      zipOf([member("a/data.pkl"), { name: "a/data/0", content: storages[0], deflated: true }]),
      /is compressed/,
    ],
    ["a member outside", zipOf([member("a/data.pkl", { claims: { header: 2 ** 31 } })]), /reaches into/],
    ["sizes that disagree", zipOf([member("a", { claims: { bytes: 1 } })]), /is not packed, yet has/],
  ])("with %s is refused", async (_, content, message) => {
    await refuses(content, message);
  });

  it("with a flipped bit in its pickle or in a storage is refused, once that is read", async () => {
    const whole = torchFileOf(pickle, storages);
    const flipped = (at: number) => Buffer.from(whole).fill(whole[at]! ^ 1, at, at + 1);
    await refuses(
      flipped(whole.indexOf(pickle) + 20),
      /"archive\/data\.pkl" is damaged: the checksum of its/,
    );

    const store = await opened(flipped(whole.indexOf(storages[0]) + 5));
    const damaged =
      /"archive\/data\/0" is damaged: the checksum of its bytes is [0-9a-f]{8}, the archive states/;
    await expect(store.readFloat32("w")).rejects.toThrow(damaged);
    await expect(store.readFloat32("w")).rejects.toMatchObject({ code: "checkpoint_unreadable" });
    await store.close();
  });

  it("without checksums, as PyTorch writes it when it is told to, is read", async () => {
    const unsummed = [
      { name: "a/data.pkl", content: pickle, claims: { crc32: 0 } },
      { name: "a/data/0", content: storages[0], claims: { crc32: 0 } },
    ];
    const store = await opened(zipOf(unsummed));
    expect(await store.readFloat32("w")).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    await store.close();
  });

  it("that is still being written is refused", async () => {
    const whole = torchFileOf(pickle, storages);
    for (const bytes of [whole.length - 1, whole.length - 22, 100, 30]) {
      await refuses(whole.subarray(0, bytes), /cut off/);
    }
  });
});
