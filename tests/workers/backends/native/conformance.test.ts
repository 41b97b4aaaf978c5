import { engine, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import { registerTensors } from "~workers/backends/native/registerTensors";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { type Comparison, opCases } from "~tests/helpers/opCases";

// Other numbers in every run, so that time finds what no one thought of; a failure says which.
const seed = Date.now() >>> 0;
const draws = 12;
const libraries = await everyKernelLibrary();

function firstDifference({ actual, expected, tolerance }: Comparison): string | null {
  if (actual.length !== expected.length) return `${actual.length} numbers instead of ${expected.length}`;
  const at = expected.findIndex((value, i) => !(Math.abs(actual[i]! - value) <= tolerance));
  return at < 0 ? null : `[${at}] is ${actual[at]!} instead of ${expected[at]!} ± ${tolerance}`;
}

describe.each(libraries)("the kernels for $variant", (library) => {
  const backend = `${library.backend}-${library.variant}`;
  beforeAll(async () => {
    registerTensors(backend, library);
    await setBackend(backend);
  });

  describe.each([1, 2])("on %i threads", (threads) => {
    it.each(Object.entries(opCases))("agree with the float64 reference: %s", async (name, runCase) => {
      library.startPool(threads);
      for (let draw = 0; draw < draws; draw++) {
        const own = deriveSeed(seed, name, threads, library.variant, draw);
        engine().startScope();
        for (const comparison of await runCase(seededRandom(own))) {
          expect(firstDifference(comparison), `${name}: ${comparison.what}, seed ${own}`).toBeNull();
        }
        engine().endScope();
      }
    });
  });

  it.each(Object.entries(opCases))(
    "give the same bits on one thread, two and three: %s",
    async (name, runCase) => {
      for (let draw = 0; draw < 5; draw++) {
        const own = deriveSeed(seed, name, draw);
        const results: Uint32Array[][] = [];
        for (const threads of [1, 2, 3]) {
          library.startPool(threads);
          engine().startScope();
          const comparisons = await runCase(seededRandom(own));
          results.push(comparisons.map(({ actual }) => new Uint32Array(actual.buffer)));
          engine().endScope();
        }
        expect(results[1], `seed ${own}`).toEqual(results[0]);
        expect(results[2], `seed ${own}`).toEqual(results[0]);
      }
    },
  );
});
