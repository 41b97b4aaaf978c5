import { engine, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import { registerGpuTensors } from "~workers/backends/webgpu/registerGpuTensors";
import { firstDifference } from "~tests/helpers/firstDifference";
import { opCases } from "~tests/helpers/opCases";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";

// Other numbers in every run; a failure says which.
const seed = Date.now() >>> 0;
const draws = 8;
const opened = await openSoftwareGpu();

describe.skipIf(opened === null)("the shaders", () => {
  beforeAll(async () => {
    await setBackend(registerGpuTensors(opened!.gpu));
  });

  it.each(Object.entries(opCases))("agree with the float64 reference: %s", async (name, runCase) => {
    for (let draw = 0; draw < draws; draw++) {
      const own = deriveSeed(seed, name, draw);
      engine().startScope();
      for (const comparison of await runCase(seededRandom(own))) {
        expect(firstDifference(comparison), `${name}: ${comparison.what}, seed ${own}`).toBeNull();
      }
      engine().endScope();
    }
  });
});
