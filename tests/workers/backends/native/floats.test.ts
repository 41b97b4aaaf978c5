import { address } from "koffi";
import { expect, it } from "vitest";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();

it.each(libraries.map((library) => [library.variant, library] as const))(
  "arrays of the %s kernels are zeros, small ones and those of large pages, and begin with a line of the cache",
  (_, library) => {
    for (const length of [0, 1, 1000, 2 ** 20 - 1, 2 ** 20, 3_000_001]) {
      const values = library.floats(length);
      expect(values.length).toBe(length);
      if (library.backend === "native") expect(address(values) % 64n).toBe(0n);
      expect(values.every((value) => value === 0)).toBe(true);
      expect(values.fill(1).every((value) => value === 1)).toBe(true);
    }
  },
);
