import { engine, setBackend } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { deriveSeed } from "~/core/stats/random";
import { registerTensors } from "~workers/backends/native/registerTensors";
import { drawFrom } from "~tests/helpers/conformance/draw";
import { opCases } from "~tests/helpers/conformance/opCases";
import { testTensors } from "~tests/helpers/conformance/testTensors";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();
const seed = Date.now() >>> 0;

describe.each(libraries)("the kernels for $variant", (library) => {
  const open = async () => {
    const backend = `${library.backend}-${library.variant}`;
    registerTensors(backend, library);
    await setBackend(backend);
  };

  for (const threads of [1, 2]) {
    testTensors(`on ${threads} threads, ${library.variant}`, async () => {
      await open();
      library.startPool(threads);
    });
  }

  it.each(Object.entries(opCases))(
    "give the same bits on one thread, two and three: %s",
    async (op, runCase) => {
      await open();
      for (let draw = 0; draw < 5; draw++) {
        const own = deriveSeed(seed, op, draw);
        const results: Uint32Array[][] = [];
        for (const threads of [1, 2, 3]) {
          library.startPool(threads);
          engine().startScope();
          const comparisons = await runCase(drawFrom(own));
          results.push(comparisons.map(({ actual }) => new Uint32Array(actual.buffer)));
          engine().endScope();
        }
        expect(results[1], `seed ${own}`).toEqual(results[0]);
        expect(results[2], `seed ${own}`).toEqual(results[0]);
      }
    },
  );
});
