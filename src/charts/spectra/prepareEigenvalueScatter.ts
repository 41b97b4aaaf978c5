import { paddedDomain } from "../axis/paddedDomain";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { SpectrumData } from "./spectrumData";

/** Eigenvalues by their order, largest first, log–log: spikes stand left and above the noise edge. */
export function prepareEigenvalueScatter(data: SpectrumData): CurvesSpec {
  const values = Array.from(data.eigenvalues)
    .filter((value) => value > 0)
    .reverse();
  const ranks = values.map((_, i) => i + 1);
  const edge = data.marchenkoPastur?.edge99 ?? null;
  const above = values.map((value) => (edge !== null && value > edge ? value : null));
  const spikes = above.filter((value) => value !== null).length;
  const points = { shape: "points", dash: "solid", x: ranks } as const;
  const curves: Curve[] = [
    { ...points, key: "bulk", label: "eigenvalue", color: "all", y: values, pointSize: 3.5 },
    ...(spikes > 0
      ? [
          {
            ...points,
            key: "spikes",
            label: "above the noise edge",
            color: "rare",
            y: above,
            pointSize: 5,
          } as const,
        ]
      : []),
  ];
  return {
    name: `Eigenvalues in order, ${data.matrix}, step ${formatInteger(data.step)}`,
    x: {
      label: "order",
      unit: null,
      scale: "log",
      domain: [0.9, Math.max(2, values.length) * 1.1],
      integer: true,
    },
    y: { label: "eigenvalue λ", unit: null, scale: "log", domain: paddedDomain("log", values) ?? [0.1, 1] },
    curves,
    rules:
      edge === null
        ? []
        : [{ axis: "y", at: edge, label: "noise edge, 99 %", color: "powerLaw", dash: "dotted" }],
    regions: [],
    marks: [],
    endLabels: false,
    summary:
      values.length === 0
        ? `No positive eigenvalue in ${data.matrix}.`
        : `${formatInteger(values.length)} eigenvalues from ${formatNumber(values[0])} down to ${formatNumber(values.at(-1))}; ${spikes} above the noise edge.`,
    notes: [],
  };
}
