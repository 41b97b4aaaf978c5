import { expect, test } from "vitest";
import { fitHuberPieces } from "~/core/regimes/fitHuberPieces";
import { expectClose } from "~tests/helpers/expectClose";

const count = 600;
const logRank = Float64Array.from({ length: count }, (_, i) => Math.log(i + 1));
const remaining = (r: number) => Math.log(Math.log(count) - Math.log(r));

/** Three exact lines that meet at their borders, so that the best loss is that of δ² alone. */
const [r1, r2, delta] = [30, 300, 0.4];
const behind = (r: number) => 2 - 0.8 * Math.log(r / r1);
const pieces = logRank.map((x, i) => {
  const r = i + 1;
  if (r < r1) return 2 - 0.05 * (x - Math.log(r1));
  return r < r2 ? behind(r) : behind(r2) + delta * (remaining(r) - remaining(r2));
});
// The last rank has no place on the axis of the decay, ln(ln n − ln n).
pieces[count - 1] = pieces[count - 2]! - 0.5;

test("finds the lines and the ranks at which they meet", () => {
  const fit = fitHuberPieces(logRank, pieces);
  expect(Math.abs(fit.r1 - r1)).toBeLessThanOrEqual(1);
  expect(Math.abs(fit.r2 - r2)).toBeLessThanOrEqual(3);
  expectClose(fit.plateau.slope, -0.05, 0.02);
  expectClose(fit.powerLaw.slope, -0.8, 1e-3);
  expectClose(fit.decay.slope, delta, 0.02);
});

test("a factor on the values moves the lines up and nothing else", () => {
  const [fit, scaled] = [
    fitHuberPieces(logRank, pieces),
    fitHuberPieces(
      logRank,
      pieces.map((y) => y + 3),
    ),
  ];
  expect([scaled.r1, scaled.r2]).toEqual([fit.r1, fit.r2]);
  expectClose(scaled.powerLaw.slope, fit.powerLaw.slope, 1e-9);
  expectClose(scaled.loss, fit.loss, 1e-6);
});

test("one neuron far off counts about with its distance, where its square would count sixty times as much", () => {
  const outlier = (by: number) => fitHuberPieces(logRank, pieces.with(150, pieces[150]! - by)).loss;
  const perNat = (outlier(80) - outlier(40)) / 40;
  // Its own distance, and a little for the line that it draws after it.
  expect(perNat).toBeGreaterThan(0.95);
  expect(perNat).toBeLessThan(1.3);
});
