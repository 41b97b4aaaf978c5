import { paddedDomain } from "../axis/paddedDomain";
import type { AxisSpec } from "../axis/axisSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { ColorToken } from "../palette";
import type { ScatterPoint, ScatterSpec } from "./scatterSpec";

type Regime = "plateau" | "powerLaw" | "decay";

export interface NeuronCloud {
  /** "Entropy neurons" */
  name: string;
  step: number;
  /** [m], null where a neuron has no such number. */
  x: (number | null)[];
  y: (number | null)[];
  /** [m] from 1. */
  rank: (number | null)[];
  regime: (Regime | null)[];
  /** Neurons ranked beyond it stand back. */
  noiseFloorRank: number | null;
}

type CloudAxis = Pick<AxisSpec, "label" | "unit" | "scale">;

/** So many of the most influential neurons bear their number. */
const NAMED = 8;

/** Beyond these the share of a faint neuron says nothing: two numbers near zero are divided. */
const OUTLIERS = 0.01;

/** Every neuron of the layer by two of its quantities, coloured by its regime. */
export function prepareNeuronScatter(data: NeuronCloud, axes: { x: CloudAxis; y: CloudAxis }): ScatterSpec {
  const isFaint = (rank: number | null) =>
    data.noiseFloorRank !== null && rank !== null && rank > data.noiseFloorRank;
  const placed = data.x.flatMap((x, neuron) => {
    const y = data.y[neuron] ?? null;
    const fits = (value: number | null, { scale }: CloudAxis): value is number =>
      value !== null && (scale === "linear" || value > 0);
    return fits(x, axes.x) && fits(y, axes.y) ? [{ neuron, x, y, rank: data.rank[neuron] ?? null }] : [];
  });
  const points = placed
    .sort((a, b) => (b.rank ?? Infinity) - (a.rank ?? Infinity))
    .map(({ neuron, x, y, rank }): ScatterPoint => {
      const regime = data.regime[neuron] ?? null;
      return {
        ...{ id: neuron, key: `neuron ${neuron}`, x, y },
        color: colorOf(regime),
        faint: isFaint(rank),
        label: rank !== null && rank <= NAMED ? String(neuron) : null,
        words:
          `Neuron ${neuron}, rank ${formatInteger(rank)}: ` +
          `${axes.x.label} ${formatNumber(x)}, ${axes.y.label} ${formatNumber(y)}`,
      };
    });
  const clear = points.filter(({ faint }) => faint !== true);
  const shown = clear.length >= 2 ? clear : points;
  const axis = (which: "x" | "y"): AxisSpec => ({
    ...axes[which],
    domain: domainOf(
      axes[which].scale,
      shown.map((point) => point[which]),
    ),
  });
  const [x, y] = [axis("x"), axis("y")];
  const outside = points.filter((point) => !within(x, point.x) || !within(y, point.y));
  const faintOutside = outside.filter(({ faint }) => faint === true).length;
  const clearOutside = outside.length - faintOutside;
  const left = data.x.length - points.length;
  return {
    name: `${data.name}, step ${formatInteger(data.step)}`,
    ...{ x, y, points, diagonal: false },
    legend: legendOf(points),
    summary: `${data.name} at step ${formatInteger(data.step)}: ${formatInteger(points.length)} neurons by ${axes.x.label} and ${axes.y.label}.`,
    notes: [
      ...(left > 0 ? [`${formatInteger(left)} neurons have no such number`] : []),
      ...(clearOutside > 0 ? [`${formatInteger(clearOutside)} neurons lie outside the plot`] : []),
      ...(faintOutside > 0
        ? [`outside the plot, which spans the others: ${formatInteger(faintOutside)} beyond the noise floor`]
        : []),
    ],
  };
}

const colors: Record<Regime, ColorToken> = { plateau: "plateau", powerLaw: "powerLaw", decay: "decay" };
const colorOf = (regime: Regime | null): ColorToken => (regime === null ? "all" : colors[regime]);
const words: [ColorToken, string][] = [
  ["plateau", "plateau"],
  ["powerLaw", "power law"],
  ["decay", "decay"],
  ["all", "in no regime"],
];

const legendOf = (points: ScatterPoint[]) =>
  words
    .filter(([color]) => points.some((point) => point.color === color))
    .map(([color, label]) => ({ color, label }));

const within = ({ domain }: AxisSpec, value: number) => value >= domain[0] && value <= domain[1];

/** All but the outermost hundredth at each end: one odd quotient must not squeeze the cloud. */
function domainOf(scale: AxisSpec["scale"], values: number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length * OUTLIERS);
  return paddedDomain(scale, sorted.slice(cut, sorted.length - cut)) ?? [0, 1];
}
