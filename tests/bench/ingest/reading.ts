import { open, rm, writeFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeConversions } from "~workers/backends/native/conversions";
import { encodeSafetensors } from "~workers/checkpoints/encodeSafetensors";
import type { Conversions } from "~workers/checkpoints/values/conversions";
import { openWeights } from "~workers/checkpoints/weightStore";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import type { BenchRecord } from "../record";

const elements = 2 ** 24;
const tensors = 4;

/** All tensors of a file in the page cache, against the same bytes read by fs into memory as fresh as the tensors'. */
export async function bench(): Promise<BenchRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  try {
    const plain = { conversions: {}, backend: "TypeScript, one thread" };
    const kernels = (await nativeKernelLibraries()).slice(0, 1).map((library) => {
      library.startPool(1);
      return {
        conversions: nativeConversions(library),
        backend: `native ${library.variant}, one thread`,
      };
    });
    const records: BenchRecord[] = [];
    for (const dtype of ["F32", "BF16"] as const)
      for (const reader of [plain, ...kernels]) records.push(...(await measure(folder, dtype, reader)));
    return records;
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Reader {
  conversions: Conversions;
  backend: string;
}

async function measure(
  folder: string,
  dtype: "F32" | "BF16",
  { conversions, backend }: Reader,
): Promise<BenchRecord[]> {
  const path = join(folder, `${dtype}.safetensors`);
  const data =
    dtype === "F32" ? new Float32Array(elements).fill(0.5) : new Uint16Array(elements).fill(0x3f00);
  const names = Array.from({ length: tensors }, (_, at) => `tensor${at}`);
  await writeFile(
    path,
    encodeSafetensors(new Map(names.map((name) => [name, { dtype, shape: [elements], data }]))),
  );
  const bytes = tensors * data.byteLength;
  let [plain, loaded] = [Infinity, Infinity];
  for (let run = 0; run < 7; run++) {
    plain = Math.min(plain, await secondsOf(() => readPlain(path, data.byteLength)));
    loaded = Math.min(loaded, await secondsOf(() => readTensors(path, names, conversions)));
  }
  const common = {
    backend,
    sizes: `${tensors} x ${elements} ${dtype}, page cache`,
  };
  return [
    { name: "safetensors", value: bytes / loaded / 1e9, unit: "GB/s", bar: null, ...common },
    {
      name: "safetensors, share of fs.read",
      value: plain / loaded,
      unit: "",
      // bfloat16 becomes twice as many bytes as a plain read gives: without kernels it is only watched.
      bar: dtype === "F32" || conversions.BF16 ? { atLeast: 0.6 } : null,
      ...common,
    },
  ];
}

async function readPlain(path: string, length: number): Promise<void> {
  const file = await open(path, "r");
  for (let tensor = 0; tensor < tensors; tensor++) {
    await file.read(Buffer.allocUnsafeSlow(length), 0, length, tensor * length);
  }
  await file.close();
}

async function readTensors(path: string, names: readonly string[], conversions: Conversions): Promise<void> {
  const store = await openWeights(path, conversions);
  for (const name of names) await store.readFloat32(name);
  await store.close();
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
