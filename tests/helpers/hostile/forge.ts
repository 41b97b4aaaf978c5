import { npyOf } from "../weightFiles/npyOf";
import { op, pickledDict, pickledTensor, pickleOf } from "../weightFiles/pickleOf";
import { floatBytes, torchFileOf } from "../weightFiles/torchFileOf";
import { type ZipMember, zipOf } from "../weightFiles/zipOf";
import type { Pick } from "./damage";

/** A file that is well-formed on the outside and made to mislead inside. */
export interface Forged {
  readonly name: string;
  readonly content: Buffer;
}

const oneOf = <T>(pick: Pick, items: readonly T[]): T => items[pick(items.length)]!;

const lengths = [0, 1, 2, 3, 4, 5, 6, 7, 12, -1, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 52, Number.MAX_SAFE_INTEGER];
const length = (pick: Pick) => oneOf(pick, lengths);
const shape = (pick: Pick) => Array.from({ length: pick(5) }, () => length(pick));

const names = [
  "../../canary",
  "/tmp/canary",
  "a/../../b",
  "C:\\canary",
  "a\0b",
  "",
  "x".repeat(5000),
  "a/data.pkl",
];

/** A JSON header with any mistake in its entries, keys that repeat among them. */
function safetensors(pick: Pick): Forged {
  const dtypes = ["F32", "BF16", "F64", "F8_E4M3", "F4", "toString", "", "I64"];
  const entry = () =>
    oneOf<unknown>(pick, [
      { dtype: oneOf(pick, dtypes), shape: shape(pick), data_offsets: [length(pick), length(pick)] },
      { dtype: "F32", shape: [2], data_offsets: [0, 8] },
      { dtype: "F32", shape: [2], data_offsets: [8 * pick(3), 8 * pick(4)] },
      { dtype: oneOf(pick, dtypes), shape: "2", data_offsets: { 0: 0, 1: 8 } },
      oneOf<unknown>(pick, [null, [], "F32", 7]),
    ]);
  const keys = ["a", "b", "__proto__", "__metadata__", "constructor", ...names];
  const text = Array.from(
    { length: 1 + pick(4) },
    () => `${JSON.stringify(oneOf(pick, keys))}:${JSON.stringify(entry())}`,
  );
  const json = Buffer.from(`{${text.join(",")}}`);
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(json.length));
  return { name: "forged.safetensors", content: Buffer.concat([start, json, Buffer.alloc(8 * pick(4))]) };
}

/** Any operations one after another, with arguments that fit. */
function program(pick: Pick): Forged {
  const key = () => String.fromCharCode(pick(6));
  const pieces: (() => Buffer)[] = [
    () =>
      op.raw(
        oneOf(pick, [
          "}",
          "]",
          "(",
          ")",
          "t",
          "l",
          "d",
          "e",
          "a",
          "u",
          "s",
          "0",
          "1",
          "2",
          "N",
          "R",
          ".",
          "b",
          "o",
          "\x85",
          "\x86",
          "\x87",
          "\x81",
          "\x92",
          "\x93",
          "\x8f",
          "\x90",
          "\x91",
          "\x94",
        ]),
      ),
    () => op.raw(`${oneOf(pick, ["q", "h"])}${key()}`),
    () => op.text(oneOf(pick, ["model", "state_dict", "storage", "0", "cpu", "os", "system", ...names])),
    () => op.int(pick(100) - 5),
    () => op.long(BigInt(length(pick))),
    () =>
      op.global(
        oneOf(pick, ["os", "torch", "torch._utils", "collections", "builtins"]),
        oneOf(pick, [
          "system",
          "FloatStorage",
          "_rebuild_tensor_v2",
          "_rebuild_parameter",
          "OrderedDict",
          "eval",
          "dict",
          "Size",
        ]),
      ),
    () => tensor(pick),
    () => pickledDict({ model: tensor(pick), w: tensor(pick) }),
    () => op.raw("Q"),
  ];
  const pickle = pickleOf(...Array.from({ length: 1 + pick(40) }, () => oneOf(pick, pieces)()));
  return { name: "forged.pt", content: torchFileOf(pickle, { 0: floatBytes(1, 2, 3, 4, 5, 6) }) };
}

function tensor(pick: Pick): Buffer {
  const axes = shape(pick);
  return pickledTensor({
    key: oneOf(pick, ["0", "0", "0", "1", "../0"]),
    offset: length(pick),
    shape: axes,
    strides: pick(4) === 0 ? shape(pick) : axes.map(() => length(pick)),
    elements: length(pick),
    storage: oneOf(pick, ["FloatStorage", "DoubleStorage", "BoolStorage", "UntypedStorage", "QInt8Storage"]),
  });
}

/** A zip whose directory lies about its members. */
function archive(pick: Pick): Forged {
  const pickle = pickleOf(
    pickledDict({ w: pickledTensor({ key: "0", offset: 0, shape: [6], strides: [1], elements: 6 }) }),
  );
  const claim = () => Math.min(2 ** 32 - 2, Math.max(0, length(pick)));
  const lie = (member: ZipMember): ZipMember => {
    const claims = { [oneOf(pick, ["bytes", "storedBytes", "header"])]: claim() };
    return pick(3) === 0 ? { ...member, claims, deflated: pick(2) === 0 } : member;
  };
  const npy = npyOf("'<f4'", "(6,)", new Float32Array(6));
  const extra = Array.from({ length: pick(4) }, () => ({ name: oneOf(pick, names), content: npy }));
  const kind = pick(2) === 0;
  const members = kind
    ? [
        { name: "a/data.pkl", content: pickle },
        { name: "a/data/0", content: floatBytes(1, 2, 3, 4, 5, 6) },
      ]
    : [
        { name: "w.npy", content: npy },
        { name: "v.npy", content: npy, deflated: true },
      ];
  return {
    name: kind ? "forged.pt" : "forged.npz",
    content: zipOf([...members, ...extra].map(lie), { zip64: pick(2) === 0 }),
  };
}

/** Arrays whose header is Python source of any kind. */
function array(pick: Pick): Forged {
  const descr = () =>
    oneOf(pick, [
      "'<f4'",
      "'<f8'",
      "'|O'",
      "'>f4'",
      "'<i8'",
      "'|b1'",
      "'<U9'",
      "eval('1')",
      "[('a', '<f4')]",
      "'<f4",
    ]);
  const text = () =>
    oneOf(pick, [
      `(${shape(pick).join(", ")},)`,
      "()",
      "(2, 3)",
      "(6,)",
      "6",
      "(1e9,)",
      "(((((",
      "(0x10,)",
      `(${"1, ".repeat(30)})`,
    ]);
  const one = () => npyOf(descr(), text(), new Float32Array(pick(8)), oneOf(pick, [1, 1, 1, 2, 3, 9]));
  const members = Array.from({ length: 1 + pick(4) }, (_, at) => ({
    name: `${at}.npy`,
    content: one(),
    deflated: pick(2) === 0,
  }));
  return { name: "forged.npz", content: zipOf(members) };
}

export const forge = (pick: Pick): Forged =>
  oneOf(pick, [safetensors, program, program, archive, array])(pick);
