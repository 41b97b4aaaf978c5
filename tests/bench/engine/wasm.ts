import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeAblate } from "~workers/backends/native/ablate";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import type { Bench } from "../record";
import { problemOf, small } from "./ablation";
import { bestOf } from "./bestOf";

/** WebAssembly beside the best native kernels, taken in turns on one thread, since a shared machine's clock moves. */
export const bench: Bench = async () => {
  const libraries = await everyKernelLibrary();
  const wasm = libraries.find(({ backend }) => backend === "wasm")!;
  const native = libraries[0]!;
  const backend = `wasm over ${native.backend} ${native.variant}, 1 thread`;
  const ratio = (work: (library: KernelLibrary) => void) => {
    const seconds = { native: Infinity, wasm: Infinity };
    for (const library of [native, wasm]) library.startPool(1);
    for (let turn = 0; turn < 8; turn++) {
      seconds.native = Math.min(
        seconds.native,
        bestOf(1, () => work(native)),
      );
      seconds.wasm = Math.min(
        seconds.wasm,
        bestOf(1, () => work(wasm)),
      );
    }
    return { ...seconds, value: seconds.native / seconds.wasm };
  };

  const n = 1024;
  const [A, B] = [1, 2].map((seed) => Float32Array.from(normalsFrom(seededRandom(seed), n * n)));
  const C = new Float32Array(n * n);
  const gemm = ratio((library) => library.gemm(0, 0, n, n, n, 1, A!, n, B!, n, 0, C, n));

  const shape = { ...small, T: 256, m: 128 };
  const problem = problemOf(shape, 0.03);
  const ablation = ratio((library) => nativeAblate(library, problem));
  const elements = 2 * shape.T * shape.m * shape.V;
  const sizes = `T=${shape.T} m=${shape.m} V=${shape.V} d=${shape.d}`;

  return [
    {
      name: "gemm",
      value: gemm.value,
      unit: "of native",
      bar: { atLeast: 1 / 3 },
      backend,
      sizes: `${n} x ${n} x ${n}`,
    },
    {
      name: "gemm",
      value: (2 * n ** 3) / gemm.wasm / 1e9,
      unit: "GFLOP/s",
      bar: null,
      backend: `wasm ${wasm.variant}, 1 thread`,
      sizes: `${n} x ${n} x ${n}`,
    },
    { name: "ablation", value: ablation.value, unit: "of native", bar: null, backend, sizes },
    {
      name: "ablation",
      value: elements / ablation.wasm / 1e9,
      unit: "10⁹ elements/s",
      bar: { atLeast: 1.1 },
      backend: `wasm ${wasm.variant}, 1 thread`,
      sizes,
    },
  ];
};
