import { describe, expect, test } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();
const seed = Date.now() % 2 ** 32;

describe.each(libraries.map((library) => [library.variant, library] as const))(
  "shuffling, %s",
  (_, library) => {
    test.each([0, 1, 2, 3, 31, 32, 33, 34, 65, 1000, 100_003])(
      "gives the order of the plain version for %i values",
      (n) => {
        const values = Float32Array.from({ length: n }, (_, i) => i);
        for (const own of [0, 1, 0xffffffff, seed]) {
          const shuffled = values.slice();
          library.shuffle(shuffled, n, own | 0);
          expect(shuffled, `seed ${own}`).toEqual(shuffle(values.slice(), seededRandom(own)));
        }
      },
    );
  },
);
