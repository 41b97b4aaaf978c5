import { engine } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { deriveSeed } from "~/core/stats/random";
import { firstDifference } from "./comparison";
import { drawFrom } from "./draw";
import { opCases } from "./opCases";

// Other numbers in every run, so that time finds what no one thought of; a failure says which.
const seed = Date.now() >>> 0;

interface Options {
  /** Of each op: fewer where it is slow. */
  draws?: number;
  /** False for a backend that takes the smallest numbers for 0. */
  subnormals?: boolean;
}

/**
 * What every backend of tensors must do, whatever it computes on: agree with the float64 references, and pass a NaN
 * on, so that a training step that breaks ends in a loss that is none.
 *
 * @param open makes tfjs compute on the backend
 */
export function testTensors(
  name: string,
  open: () => Promise<void>,
  { draws = 12, subnormals = true }: Options = {},
): void {
  describe(name, () => {
    beforeAll(open);

    it.each(Object.entries(opCases))("agrees with the float64 reference: %s", async (op, runCase) => {
      for (let draw = 0; draw < draws; draw++) {
        const own = deriveSeed(seed, op, name, draw);
        engine().startScope();
        for (const comparison of await runCase(drawFrom(own, { subnormals }))) {
          expect(firstDifference(comparison), `${op}: ${comparison.what}, seed ${own}`).toBeNull();
        }
        engine().endScope();
      }
    });

    it.each(Object.entries(opCases))("passes a NaN on: %s", async (op, runCase) => {
      const own = deriveSeed(seed, op, name);
      engine().startScope();
      const [value] = await runCase(drawFrom(own, { broken: true }));
      engine().endScope();
      if (value!.actual.length > 0) expect(value!.actual.some(Number.isNaN), `seed ${own}`).toBe(true);
    });
  });
}
