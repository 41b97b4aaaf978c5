import { describe, expect, test } from "vitest";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { regimeMembers } from "~/core/regimes/regimeMembers";
import { seededRandom } from "~/core/stats/random";
import { sampleThreeRegimes, smoothLaws } from "~tests/helpers/rankCurves";

describe("regimeMembers", () => {
  const values = sampleThreeRegimes({ n: 2048, r1: 50, kappa: 0.6 }, 1);
  const fit = fitCalibratedRegimes(values, { seed: 1 });
  const { plateau, powerLaw, decay } = regimeMembers(values, fit);

  test("the plateau holds its size of neurons, the strongest first", () => {
    expect(fit.measurable && fit.plateau.size).toBe(plateau.length);
    expect(plateau[0]).toBe(values.indexOf(Math.max(...values)));
  });

  test("each ranked neuron is in one regime, and regimes fall in influence", () => {
    const all = [...plateau, ...powerLaw, ...decay];
    expect(new Set(all).size).toBe(values.length);
    for (let rank = 1; rank < all.length; rank++) {
      expect(values[all[rank]!]!).toBeLessThanOrEqual(values[all[rank - 1]!]!);
    }
  });

  test("an absent plateau has no neurons, nor has anything that was not fitted", () => {
    const smooth = smoothLaws.exponential!(512, seededRandom(1));
    expect(regimeMembers(smooth, fitCalibratedRegimes(smooth, { seed: 1 })).plateau).toHaveLength(0);
    const few = new Float64Array(5);
    expect(regimeMembers(few, fitCalibratedRegimes(few, { seed: 1 })).decay).toHaveLength(0);
  });
});
