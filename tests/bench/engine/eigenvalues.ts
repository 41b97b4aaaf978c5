import { normalsFrom, seededRandom } from "~/core/stats/random";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import { nativeEigenvalues } from "~workers/backends/native/eigenvalues";
import { nativeGram } from "~workers/backends/native/gram";
import type { Bench } from "../record";
import { bestOf } from "./bestOf";

/** Seconds on one core. */
const barAt = { 768: 0.05, 2048: 1.2, 4096: 10 };

export const bench: Bench = async () => {
  const libraries = await nativeKernelLibraries();
  return libraries.flatMap((library) => {
    const backend = `native ${library.variant}, 1 thread`;
    library.startPool(1);
    return ([768, 2048, 4096] as const).flatMap((n) => {
      const weights = normalsFrom(seededRandom(n), n * n);
      const sizes = `n=${n}`;
      let matrix: Float64Array = new Float64Array();
      const gramSeconds = bestOf(
        n < 4096 ? 3 : 1,
        () => (matrix = nativeGram(library, weights, { rows: n, columns: n })),
      );
      const seconds = bestOf(n < 4096 ? 3 : 1, () => nativeEigenvalues(library, matrix, n));
      // One half of each trailing matrix is read once: n³/6 numbers, from the last cache or memory when they are many.
      const gigabytes = (n ** 3 / 6) * 8e-9;
      return [
        { name: "eigenvalues", value: seconds, unit: "s", bar: { atMost: barAt[n] }, backend, sizes },
        {
          name: "eigenvalues, matrix read",
          value: gigabytes / seconds,
          unit: "GB/s",
          bar: null,
          backend,
          sizes,
        },
        {
          name: "Gram matrix",
          value: n ** 3 / gramSeconds / 1e9,
          unit: "GFLOP/s",
          bar: null,
          backend,
          sizes,
        },
      ];
    });
  });
};
