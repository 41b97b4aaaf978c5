import { nativeConversions } from "~workers/backends/native/conversions";
import { toFloat32 } from "~workers/checkpoints/values/toFloat32";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import { bestOf } from "../engine/bestOf";
import type { Bench, BenchRecord } from "../record";

const count = 2 ** 19;

/** 16-bit floats to float32 in pieces as the loader converts them: 1 MiB, which stays in the cache. */
export const bench: Bench = async () => {
  const kernels = (await nativeKernelLibraries()).map((library) => {
    library.startPool(1);
    return [`native ${library.variant}`, { ...toFloat32, ...nativeConversions(library) }] as const;
  });
  return [["TypeScript", toFloat32] as const, ...kernels].flatMap(([name, conversions]) =>
    (["BF16", "F16"] as const).map((dtype): BenchRecord => {
      const from = Uint16Array.from({ length: count }, (_, at) => (at * 40_503) & 0x7bff);
      const to = new Float32Array(count);
      const seconds = bestOf(200, () => conversions[dtype](from.buffer, to));
      return {
        name: `${dtype} to float32`,
        value: count / seconds / 1e9,
        unit: "1e9 values/s",
        bar: dtype === "BF16" ? { atLeast: 1 } : null,
        backend: `${name}, one thread`,
        sizes: `${count} values at a time`,
      };
    }),
  );
};
