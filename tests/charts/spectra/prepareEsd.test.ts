import { expect, test } from "vitest";
import { logEdges, logHistogram, outline } from "~/charts/spectra/logHistogram";
import { prepareEigenvalueScatter } from "~/charts/spectra/prepareEigenvalueScatter";
import { prepareEsd } from "~/charts/spectra/prepareEsd";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { fitMarchenkoPastur } from "~/core/spectra/noise/fitMarchenkoPastur";
import { seededRandom } from "~/core/stats/random";

const random = seededRandom(21);
const alpha = 2.5;
const powerLaw = Float64Array.from({ length: 500 }, () => random() ** (-1 / (alpha - 1))).sort();
const fit = fitAlphaWw(powerLaw);
const data = {
  ...{ matrix: "blocks.3.mlp.W_in", step: 750, rows: 2000, columns: 500, shuffled: null },
  eigenvalues: powerLaw,
  fits: [fit],
  marchenkoPastur: fitMarchenkoPastur(powerLaw, { rows: 2000, columns: 500 }),
};
const curveOf = (shape: "histogram" | "ccdf", key: string) =>
  prepareEsd(data, { shape, method: "alpha_ww" }).curves.find((curve) => curve.key === key)!;

test("densities of log bins integrate to one", () => {
  const edges = logEdges(powerLaw[0]!, powerLaw.at(-1)!, 20);
  const { densities } = logHistogram(powerLaw, edges, powerLaw.length);
  const mass = densities.reduce<number>(
    (sum, density, i) => sum + (density ?? 0) * (edges[i + 1]! - edges[i]!),
    0,
  );
  expect(mass).toBeCloseTo(1, 9);
});

test("an empty bin is a gap, not a zero", () => {
  const { densities } = logHistogram([1, 1.1, 90], logEdges(1, 100, 4), 3);
  expect(densities[1]).toBeNull();
  expect(outline({ edges: [1, 2, 4], densities: [0.5, null] }).y).toEqual([0.5, 0.5, null, null]);
});

test("a power law of density exponent α falls with slope −α", () => {
  const line = curveOf("histogram", "fit");
  const slope = Math.log(line.y[20]! / line.y[2]!) / Math.log(line.x[20]! / line.x[2]!);
  expect(slope).toBeCloseTo(-fit.alpha!, 9);
  expect(fit.alpha).toBeCloseTo(alpha, 0);
});

test("its tail probability falls with slope 1 − α, and meets the data at xmin", () => {
  const line = curveOf("ccdf", "fit");
  const slope = Math.log(line.y[20]! / line.y[2]!) / Math.log(line.x[20]! / line.x[2]!);
  expect(slope).toBeCloseTo(1 - fit.alpha!, 9);
  expect(line.x[0]).toBeCloseTo(fit.xmin!, 12);
  expect(line.y[0]).toBeCloseTo(fit.tailSize! / 500, 12);
});

test("the CCDF begins at one and ends at one eigenvalue", () => {
  const { y } = curveOf("ccdf", "matrix");
  expect([y[0], y[y.length - 1]]).toEqual([1, 1 / 500]);
});

test("zeros are left out and counted", () => {
  const spec = prepareEsd(
    { ...data, eigenvalues: [0, 0, ...powerLaw] },
    { shape: "ccdf", method: "alpha_ww" },
  );
  expect(spec.notes).toContain("2 eigenvalues are zero");
});

test("a failed fit draws no line and gives its reason", () => {
  const failed = { ...fit, alpha: null, xmin: null, tailSize: null, reason: "a fit needs 2" };
  const spec = prepareEsd({ ...data, fits: [failed] }, { shape: "histogram", method: "alpha_ww" });
  expect(spec.curves.map(({ key }) => key)).not.toContain("fit");
  expect(spec.notes).toContain("no fit by alpha_ww: a fit needs 2");
  expect(spec.summary).toContain("no power law was fitted");
});

test("a matrix of zeros has axes and nothing else", () => {
  const spec = prepareEsd(
    { ...data, eigenvalues: new Float64Array(5), fits: [], marchenkoPastur: null },
    { shape: "histogram", method: "alpha_ww" },
  );
  expect(spec.curves).toEqual([]);
  expect(spec.notes).toContain("5 eigenvalues are zero");
});

test("eigenvalues in order: the largest first, those above the noise edge apart", () => {
  const spec = prepareEigenvalueScatter(data);
  expect(spec.curves[0]?.y[0]).toBe(powerLaw.at(-1));
  const above = Array.from(spec.curves[1]!.y).filter((value) => value !== null);
  expect(above).toHaveLength(data.marchenkoPastur.spikes ?? -1);
});
