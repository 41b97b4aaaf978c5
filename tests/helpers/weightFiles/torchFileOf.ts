import { type ZipMember, zipOf } from "./zipOf";

/** What torch.save writes: a pickle, and the storages by their keys. */
export function torchFileOf(
  pickle: Buffer,
  storages: Readonly<Record<string, Uint8Array>>,
  { order = "little", zip64 = false } = {},
): Buffer {
  const members: ZipMember[] = [
    { name: "archive/data.pkl", content: pickle },
    { name: "archive/byteorder", content: Buffer.from(order) },
    ...Object.entries(storages).map(([key, content]) => ({ name: `archive/data/${key}`, content })),
    { name: "archive/version", content: Buffer.from("3\n") },
  ];
  return zipOf(members, { zip64 });
}

export const floatBytes = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
