import { expect, test } from "vitest";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { regimeMembers } from "~/core/regimes/regimeMembers";
import { regimeOfNeurons } from "~/core/regimes/regimeOfNeurons";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";

const values = sampleThreeRegimes({ n: 512, r1: 60, kappa: 0.8 }, 1);
const fit = fitCalibratedRegimes(values, { seed: 0, bootstrapDraws: 99, intervalDraws: 20 });

test("as many neurons stand in each regime as it has members", () => {
  const regimes = regimeOfNeurons(values, fit);
  for (const name of ["plateau", "powerLaw", "decay"] as const) {
    expect(regimes.filter((regime) => regime === name)).toHaveLength(regimeMembers(values, fit)[name].length);
  }
});

test("the strongest neuron of a curve with a plateau is on it", () => {
  expect(regimeOfNeurons(values, fit)[values.indexOf(Math.max(...values))]).toBe("plateau");
});

test("where nothing could be fitted, no neuron is in a regime", () => {
  const size = { n: 2, leftOut: 0, layerSize: 2 };
  const none = { measurable: false as const, method: "m", reason: "too few", ...size };
  expect(regimeOfNeurons(Float64Array.of(1, 2), none)).toEqual([null, null]);
});
