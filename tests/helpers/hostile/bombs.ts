import { npyOf } from "../weightFiles/npyOf";
import { op, pickledDict, pickledTensor, pickleOf } from "../weightFiles/pickleOf";
import { floatBytes, torchFileOf } from "../weightFiles/torchFileOf";
import { zipOf } from "../weightFiles/zipOf";
import type { Forged } from "./forge";

const torch = (...pieces: Buffer[]) => torchFileOf(pickleOf(...pieces), { 0: floatBytes(1, 2) });
const tensor = pickledTensor({ key: "0", offset: 0, shape: [2], strides: [1], elements: 2 });
const raw = (letters: string, times = 1) => Buffer.alloc(letters.length * times, letters, "latin1");

function safetensors(json: Buffer): Buffer {
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([start, json]);
}

const zeros = (count: number) => npyOf("'<f4'", `(${count},)`, new Float32Array(count));

/** Files that stay just within every bound, or would take all memory or time where there is none. Made one by one. */
export const bombs: Readonly<Record<string, () => Forged["content"]>> = {
  "a million tuples in each other": () => torch(raw(")"), raw("\x85", 950_000)),
  "a million dicts in a list": () => torch(raw("]("), raw("}", 950_000), raw("e")),
  "a million dicts put away": () => torch(raw("]("), raw("}\x94", 950_000), raw("e")),
  "5 million marks": () => torch(raw("(", 4_900_000), raw("N")),
  "5 million doubles": () => torch(raw("]("), raw("G\x40\x09\x21\xfb\x54\x44\x2d\x18", 3_400_000), raw("e")),
  "5 million whole numbers": () => torch(raw("]("), raw("J\xff\xff\xff\x7f", 4_900_000), raw("e")),
  "a million texts": () => torch(raw("]("), raw("X\x01\0\0\0a", 950_000), raw("e")),
  "one state given 4 million times": () =>
    torch(
      op.global("a", "B"),
      raw(")R"),
      raw("}q\0"),
      raw("h\0b", 2),
      raw("0"),
      op.global("a", "B"),
      raw(")R"),
      raw("h\0b", 3_000_000),
    ),
  "one long list appended to itself": () => torch(raw("]q\0"), raw("(h\0h\0h\0e", 1_000_000)),
  "one long name for 10,000 tensors": () =>
    torch(
      op.text("n".repeat(1e6)),
      raw("q\0"),
      raw("0}("),
      Buffer.concat(Array.from({ length: 1000 }, () => Buffer.concat([raw("h\0"), tensor]))),
      raw("u"),
    ),
  "30 MB in one whole number": () =>
    torch(raw("\x8b"), Buffer.from(Uint32Array.of(3e7).buffer), raw("\xff", 3e7)),
  "30 MB in one line": () => torch(raw("I"), raw("9", 3e7), raw("\n")),
  "a pickle of 40 MB": () => torch(raw("N0", 2e7)),
  "20,000 tensors of one storage": () =>
    torch(
      raw("}("),
      Buffer.concat(Array.from({ length: 20_000 }, (_, at) => Buffer.concat([op.text(`w${at}`), tensor]))),
      raw("u"),
    ),
  "a header of 4 MiB of objects": () => safetensors(Buffer.from(`{"a":[${"{},".repeat(1_300_000)}{}]}`)),
  "a header of 4 MiB of brackets": () => safetensors(raw("[", 4_000_000)),
  "a header of 4 MiB of wrong lengths": () =>
    safetensors(
      Buffer.from(`{"a":{"dtype":"F32","shape":[${"-1,".repeat(1_300_000)}1],"data_offsets":[0,4]}}`),
    ),
  "a header of 4 MiB of tensors": () =>
    safetensors(
      Buffer.from(
        `{${Array.from({ length: 70_000 }, (_, at) => `"${at}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}`).join(",")}}`,
      ),
    ),
  "200,000 members": () =>
    zipOf(
      Array.from({ length: 200_000 }, (_, at) => ({ name: String(at), content: new Uint8Array() })),
      { zip64: true },
    ),
  "zeros packed a thousandfold, 60 MiB": () =>
    zipOf([{ name: "w.npy", content: zeros(15e6), deflated: true }]),
  "zeros packed a thousandfold, 80 MB": () =>
    zipOf([{ name: "w.npy", content: zeros(20e6), deflated: true }]),
  "twenty that claim 60 MiB": () =>
    zipOf(
      Array.from({ length: 20 }, (_, at) => ({
        ...{ name: `${at}.npy`, content: zeros(1000), deflated: true, claims: { bytes: 6e7 } },
      })),
    ),
  "a packed pickle": () =>
    zipOf([{ name: "a/data.pkl", content: pickleOf(raw("N0", 1.5e7)), deflated: true }]),
  "a thousand tensors of a bomb's storage": () =>
    torch(
      pickledDict(
        Object.fromEntries(
          Array.from({ length: 1000 }, (_, at) => [
            `w${at}`,
            pickledTensor({ key: "0", offset: 0, shape: [2 ** 20, 2 ** 20], strides: [0, 0], elements: 2 }),
          ]),
        ),
      ),
    ),
};
