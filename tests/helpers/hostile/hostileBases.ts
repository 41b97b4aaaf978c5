import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TensorToStore, encodeSafetensors } from "~workers/checkpoints/encodeSafetensors";
import { llama2cFileOf } from "../weightFiles/llama2cFileOf";

/** A right file of one format, to be damaged. */
export interface HostileBase {
  readonly name: string;
  readonly content: Buffer;
}

const golden = (name: string): HostileBase => ({
  name,
  content: readFileSync(join(import.meta.dirname, "../../golden/formats", name)),
});

const everyType = new Map<string, TensorToStore>([
  ["transformer.wte.weight", { dtype: "F32", shape: [8, 4], data: new Float32Array(32).fill(0.5) }],
  ["double", { dtype: "F64", shape: [2], data: Float64Array.of(1, 2) }],
  ["half", { dtype: "F16", shape: [3], data: Uint16Array.of(1, 2, 3) }],
  ["brain", { dtype: "BF16", shape: [2, 2], data: Uint16Array.of(1, 2, 3, 4) }],
  ["ids", { dtype: "I64", shape: [2], data: BigInt64Array.of(1n, -1n) }],
  ["quantised", { dtype: "F8_E4M3", shape: [8], data: new Uint8Array(8) }],
]);

export const hostileBases: readonly HostileBase[] = [
  {
    name: "a.safetensors",
    content: Buffer.concat(encodeSafetensors(everyType, { format: "pt", step: "5" })),
  },
  ...["views.pt", "types.pt", "nanogpt.pt", "lightning.ckpt", "classes.pt", "module.pt", "protocol5.pt"].map(
    golden,
  ),
  ...["stored.npz", "deflated.npz", "odd.npz", "legacy.pt"].map(golden),
  { name: "v0.bin", content: llama2cFileOf(0, { tied: false }) },
  { name: "v1.bin", content: llama2cFileOf(1) },
];
