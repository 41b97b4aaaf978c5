import { describe, expect, test } from "vitest";
import type { MeasuredRegimes } from "~/core/regimes/regimeFit";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { overSteps } from "~/features/overview/overSteps";
import { whatYouSee } from "~/features/overview/whatYouSee";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";

function fitted(values: Float64Array): MeasuredRegimes {
  const fit = fitCalibratedRegimes(values, { seed: 1, bootstrapDraws: 99, intervalDraws: 40 });
  if (!fit.measurable) throw new Error(fit.reason);
  return fit;
}

const plateau = fitted(sampleThreeRegimes({ n: 2000, r1: 60, kappa: 0.8 }, 3));
const none = fitted(sampleThreeRegimes({ n: 2000, r1: 0, kappa: 0.6 }, 3));
const tooFew = fitCalibratedRegimes(new Float64Array(8).fill(1), { seed: 1 });

describe("whatYouSee", () => {
  test("a rare plateau is told with its size, its interval and p, and that the common curve has none", () => {
    expect(whatYouSee({ step: 750, rare: plateau, common: none })).toMatch(
      /^At step 750 the rare-token curve shows a plateau of \d+ neurons \[\d+, \d+\] \(p = \.010\); the common one shows none\.$/,
    );
  });

  test("where both have one, both sizes are told", () => {
    expect(whatYouSee({ step: 1250, rare: plateau, common: plateau })).toMatch(
      /^At step 1\u202f250 .* plateau of \d+ neurons .*; the common one of \d+ neurons .*\.$/,
    );
  });

  test("no plateau is told with the reason, in one sentence", () => {
    const sentence = whatYouSee({ step: 64, rare: none, common: none });
    expect(sentence).toBe(`No plateau at step 64: ${none.plateau.reason!}.`);
    expect(sentence).not.toMatch(/\.\.$/);
  });

  test("a plateau for common tokens only is not kept quiet", () => {
    expect(whatYouSee({ step: 64, rare: none, common: plateau })).toMatch(
      /common-token curve shows .*; the rare one shows none\.$/,
    );
  });

  test("a curve that cannot be fitted says why", () => {
    expect(whatYouSee({ step: 0, rare: tooFew, common: null })).toMatch(
      /^At step 0 no curve can be fitted: .*8/,
    );
    expect(whatYouSee({ step: 0, rare: null, common: null })).toMatch(/no ranked curve is measured/);
  });

  test("without rare targets it says so, and tells the common curve", () => {
    expect(whatYouSee({ step: 0, rare: null, common: none })).toBe(
      "At step 0 no evaluated position has a rare target; the common-token curve shows no plateau.",
    );
    expect(whatYouSee({ step: 0, rare: null, common: plateau })).toMatch(/shows a plateau of \d+ neurons/);
  });
});

describe("overSteps", () => {
  test("counts the steps with a plateau in either band and names the onset", () => {
    const regimes = { rare: [none, plateau, plateau], common: [none, none, plateau] };
    expect(overSteps({ steps: [0, 64, 128], regimes, onset: 64, onsetByExcess: 64 })).toBe(
      "Measured at 3 steps: rare plateau at 2, common at 1 (step 128); onset at step 64.",
    );
  });

  test("tells the other onset where the two excesses differ", () => {
    const regimes = { rare: [plateau, plateau], common: [none, none] };
    const at = (onsetByExcess: number | null) =>
      overSteps({ steps: [0, 64], regimes, onset: 0, onsetByExcess });
    expect(at(64)).toMatch(/onset at step 0 \(by the excess in nats step 64\)\.$/);
    expect(at(null)).toMatch(/onset at step 0 \(by the excess in nats none\)\.$/);
  });

  test("says nothing of a single step", () => {
    expect(
      overSteps({ steps: [0], regimes: { rare: [none], common: [none] }, onset: null, onsetByExcess: null }),
    ).toBeNull();
  });

  test("a step without a fit shows no plateau", () => {
    const regimes = { rare: [null, none], common: [null, none] };
    expect(overSteps({ steps: [0, 1], regimes, onset: null, onsetByExcess: null })).toMatch(
      /rare plateau at none, common at none; no lasting onset yet/,
    );
  });
});
