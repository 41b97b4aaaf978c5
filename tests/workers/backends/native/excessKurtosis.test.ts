import { afterAll, describe, expect, test } from "vitest";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { nativeExcessKurtosis } from "~workers/backends/native/excessKurtosis";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 31;
afterAll(() => libraries[0]?.startPool(1));

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "excess kurtosis, %s",
  (_, library) => {
    test.each([2, 3, 31, 33, 1000, 16_384, 16_385, 50_000])("of %i values agrees with the plain one", (n) => {
      const values = Float32Array.from(normalsFrom(seededRandom(seed), n), (z) => 5 + z * Math.abs(z));
      const expected = excessKurtosis(values)!;
      expect(Math.abs(nativeExcessKurtosis(library, values)! - expected), `seed ${seed}`).toBeLessThan(
        1e-9 * (3 + Math.abs(expected)),
      );
    });

    test("is the same, bit for bit, on one thread and on two", () => {
      const values = Float32Array.from(normalsFrom(seededRandom(seed), 100_000));
      library.startPool(1);
      const alone = nativeExcessKurtosis(library, values);
      library.startPool(2);
      expect(nativeExcessKurtosis(library, values)).toBe(alone);
    });

    test("is none where nothing varies, and refused where there is nothing", () => {
      expect(nativeExcessKurtosis(library, new Float32Array(40).fill(0.5))).toBeNull();
      expect(() => nativeExcessKurtosis(library, new Float32Array())).toThrow("no values, so no kurtosis");
    });
  },
);
