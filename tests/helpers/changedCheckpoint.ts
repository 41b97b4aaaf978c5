import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeSafetensors, type TensorToStore } from "~workers/checkpoints/encodeSafetensors";
import { openWeights } from "~workers/checkpoints/weightStore";
import { familyFolder } from "./goldenFamilies";

export interface Changes {
  /** Of config.json; null: none is written. */
  readonly config?: Readonly<Record<string, unknown>> | null;
  /** By their stored names. */
  readonly tensors?: (tensors: Map<string, { shape: readonly number[]; values: Float32Array }>) => void;
}

/** A copy of one of the golden models with something changed, in a folder of its own. */
export async function changedCheckpoint(name: string, { config, tensors: change }: Changes) {
  const source = familyFolder(name);
  const store = await openWeights(source);
  const tensors = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  for (const [tensor, { shape }] of store.tensors) {
    tensors.set(tensor, { shape, values: await store.readFloat32(tensor) });
  }
  await store.close();
  change?.(tensors);
  const stored = Array.from(tensors, ([tensor, { shape, values }]): [string, TensorToStore] => [
    tensor,
    { dtype: "F32", shape, data: values },
  ]);
  const folder = await mkdtemp(join(tmpdir(), "changed-"));
  await writeFile(join(folder, "model.safetensors"), Buffer.concat(encodeSafetensors(new Map(stored))));
  if (config !== null) {
    const original = JSON.parse(readFileSync(join(source, "config.json"), "utf8")) as object;
    await writeFile(join(folder, "config.json"), JSON.stringify({ ...original, ...config }));
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
