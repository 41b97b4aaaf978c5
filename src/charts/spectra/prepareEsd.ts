import type { ExponentFit } from "~/core/spectra/exponents/exponentFit";
import { marchenkoPasturCdf, marchenkoPasturDensity } from "~/core/spectra/noise/marchenkoPastur";
import { paddedDomain } from "../axis/paddedDomain";
import type { Curve, CurvesSpec, Rule } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { logEdges, logHistogram, outline } from "./logHistogram";
import type { SpectrumData } from "./spectrumData";

export interface EsdOptions {
  shape: "histogram" | "ccdf";
  /** Which exponent is drawn, by its method id. */
  method: string;
}

/** Below this share of the largest, an eigenvalue is a zero of the decomposition. */
const relativeZero = 1e-12;

const positive = (eigenvalues: ArrayLike<number>) => {
  const largest = eigenvalues[eigenvalues.length - 1] ?? 0;
  return Array.from(eigenvalues).filter((value) => value > 0 && value >= relativeZero * largest);
};

/** The eigenvalue density of a matrix on log–log, with its fit from xmin on, its noise law and its shuffled twin. */
export function prepareEsd(data: SpectrumData, { shape, method }: EsdOptions): CurvesSpec {
  const values = positive(data.eigenvalues);
  const shuffled = data.shuffled ? positive(data.shuffled) : [];
  const fit = data.fits.find((candidate) => candidate.method === method) ?? null;
  const range = extremes([...values, ...shuffled]);
  const curves =
    shape === "histogram" ? histogramCurves(data, values, shuffled) : ccdfCurves(data, values, shuffled);
  const law = fit ? drawFit(fit, { shape, count: data.eigenvalues.length, largest: range[1] }) : [];
  const heights = curves.filter(({ key }) => key !== "noise").flatMap(({ y }) => Array.from(y));
  const zeros = data.eigenvalues.length - values.length;
  return {
    name: `Eigenvalues of ${data.matrix}, step ${formatInteger(data.step)}`,
    x: {
      label: "eigenvalue λ",
      unit: null,
      scale: "log",
      domain: paddedDomain("log", range, { margin: 0.03 }) ?? [0.1, 1],
    },
    y: {
      label: shape === "histogram" ? "density" : "share of eigenvalues ≥ λ",
      unit: null,
      scale: "log",
      domain: paddedDomain("log", heights, { margin: 0.08 }) ?? [0.1, 1],
    },
    curves: [...curves, ...law],
    rules: spectrumRules(data, fit),
    regions: [],
    marks: [],
    endLabels: false,
    summary: describe(data, fit),
    notes: [
      ...(zeros > 0 ? [`${zeros} eigenvalues are zero`] : []),
      ...(fit?.alpha == null && fit ? [`no fit by ${fit.method}: ${fit.reason ?? "unknown reason"}`] : []),
    ],
  };
}

const extremes = (values: readonly number[]): [number, number] =>
  values.length === 0
    ? [0.1, 1]
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

const looks = {
  matrix: { key: "matrix", label: "this matrix", color: "ink", dash: "solid", shape: "line" },
  shuffled: { key: "shuffled", label: "entries shuffled", color: "null", dash: "dashed", shape: "line" },
  noise: {
    key: "noise",
    label: "Marchenko–Pastur",
    color: "powerLaw",
    dash: "dotted",
    shape: "line",
    width: 2,
  },
} as const;

function histogramCurves(data: SpectrumData, values: number[], shuffled: number[]): Curve[] {
  const [low, high] = extremes([...values, ...shuffled]);
  const bins = Math.min(60, Math.max(12, Math.round(2.5 * Math.cbrt(values.length) + 6)));
  if (values.length === 0 || !(high > low)) return [];
  const edges = logEdges(low, high, bins);
  const draw = (eigenvalues: number[], total: number) => outline(logHistogram(eigenvalues, edges, total));
  return [
    ...(shuffled.length > 0 ? [{ ...looks.shuffled, ...draw(shuffled, data.shuffled?.length ?? 1) }] : []),
    { ...looks.matrix, ...draw(values, data.eigenvalues.length) },
    ...noiseCurve(data, (x, q, unit) => marchenkoPasturDensity(x / unit, q) / unit),
  ];
}

function ccdfCurves(data: SpectrumData, values: number[], shuffled: number[]): Curve[] {
  const draw = (eigenvalues: number[], total: number) => ({
    x: eigenvalues,
    y: eigenvalues.map((_, i) => (eigenvalues.length - i) / total),
  });
  return [
    ...(shuffled.length > 0 ? [{ ...looks.shuffled, ...draw(shuffled, data.shuffled?.length ?? 1) }] : []),
    { ...looks.matrix, ...draw(values, data.eigenvalues.length) },
    ...noiseCurve(data, (x, q, unit) => 1 - marchenkoPasturCdf(x / unit, q)),
  ];
}

/** σ²N turns the law of unit variance into the eigenvalues' own units. */
function noiseCurve(data: SpectrumData, height: (x: number, q: number, unit: number) => number): Curve[] {
  const { marchenkoPastur: noise, rows, columns } = data;
  if (noise?.sigma2 == null || noise.bulkLower === null || noise.bulkUpper === null) return [];
  const n = Math.max(rows, columns);
  const q = n / Math.min(rows, columns);
  const unit = noise.sigma2 * n;
  const low = Math.max(noise.bulkLower, noise.bulkUpper * 1e-4);
  const x = logEdges(low * (1 + 1e-6), noise.bulkUpper * (1 - 1e-6), 160);
  const y = x.map((value) => height(value, q, unit)).map((value) => (value > 0 ? value : null));
  return [{ ...looks.noise, x, y }];
}

/** ρ(λ) = (tail/n)·(α−1)/xmin·(λ/xmin)^−α, or its tail probability (tail/n)·(λ/xmin)^(1−α). */
function drawFit(
  { alpha, xmin, tailSize, method }: ExponentFit,
  { shape, count, largest }: { shape: EsdOptions["shape"]; count: number; largest: number },
): Curve[] {
  if (alpha === null || xmin === null || tailSize === null || !(largest > xmin)) return [];
  const share = tailSize / count;
  const x = logEdges(xmin, largest, 24);
  const y = x.map((value) =>
    shape === "histogram"
      ? ((share * (alpha - 1)) / xmin) * (value / xmin) ** -alpha
      : share * (value / xmin) ** (1 - alpha),
  );
  return [
    {
      key: "fit",
      label: `α = ${formatNumber(alpha)}, ${method}`,
      color: "rare",
      dash: "solid",
      shape: "line",
      width: 2,
      x,
      y,
    },
  ];
}

function spectrumRules({ marchenkoPastur: noise }: SpectrumData, fit: ExponentFit | null): Rule[] {
  const edge = noise?.edge99 ?? null;
  return [
    ...(edge === null
      ? []
      : [{ axis: "x", at: edge, label: "noise edge", color: "powerLaw", dash: "dotted" } as const]),
    ...(fit?.xmin == null || fit.alpha === null
      ? []
      : [{ axis: "x", at: fit.xmin, label: "xmin", color: "rare", dash: "dotted" } as const]),
  ];
}

function describe(
  { matrix, step, eigenvalues, marchenkoPastur }: SpectrumData,
  fit: ExponentFit | null,
): string {
  const what = `${eigenvalues.length} eigenvalues of ${matrix} at step ${formatInteger(step)}`;
  const exponent =
    fit?.alpha == null
      ? "no power law was fitted"
      : `α = ${formatNumber(fit.alpha)} by ${fit.method} over the largest ${formatInteger(fit.tailSize)}`;
  const spikes = marchenkoPastur?.spikes;
  return `${what}: ${exponent}${spikes == null ? "" : `; ${spikes} above the noise edge`}.`;
}
