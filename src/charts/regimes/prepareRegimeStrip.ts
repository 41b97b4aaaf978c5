import { columnEdges } from "../axis/columnEdges";
import { forward, stepScale } from "../axis/axisScale";
import type { AxisSpec } from "../axis/axisSpec";
import type { Interval } from "~/core/regimes/regimeFit";
import type { StepView } from "../stepView";
import { formatInteger } from "../format/formatNumber";
import { describeRegimes, type DescribedRegimes } from "./describeRegimes";

export interface RegimeSteps {
  steps: number[];
  /** Models may have been left out. */
  regimes: (DescribedRegimes | null)[];
  /** Why a step has no fit: not measured yet, skipped, failed. */
  reasons: (string | null)[];
  layerSize: number;
  totalSteps: number;
  /** First step from which the rare excess is told from 0 and the common one is not. */
  onset: number | null;
  /** Whose curve it is; rare unless it is said. */
  band?: "rare" | "common";
  /** The rank of one neuron at each step, drawn as a line over the regimes. */
  trace?: { label: string; ranks: (number | null)[] };
}

/** A stretch of ranks in one column of the strip. */
export interface StripPiece {
  /** Ranks, 1 … n. */
  from: number;
  to: number;
  regime: "plateau" | "powerLaw" | "decay";
  /** Tinted when it is there, hatched when it is not. */
  present: boolean;
}

export interface StripColumn {
  step: number;
  /** Edges as forward values of the step axis. */
  left: number;
  right: number;
  center: number;
  pieces: StripPiece[];
  /** The ends of plateau and power law, where those are present. */
  boundaries: { rank: number; interval: Interval }[];
  /** The traced neuron's rank. */
  traced: number | null;
  words: string;
}

export interface RegimeStripSpec {
  x: AxisSpec;
  y: AxisSpec;
  columns: StripColumn[];
  onset: number | null;
  step: number | null;
  /** Without labels under it: the scrubber beneath has them. */
  bare: boolean;
  summary: string;
}

/** Regimes of the rare curve over the steps: a column a step, ranks upwards on a log scale. */
export function prepareRegimeStrip(data: RegimeSteps, view: StepView, bare: boolean): RegimeStripSpec {
  const scale = stepScale(view.xScale);
  const x: AxisSpec = {
    label: "step",
    unit: null,
    scale,
    domain: [0, Math.max(1, data.totalSteps)],
    integer: true,
  };
  const within = [0, forward(scale, x.domain[1]) ?? 1] as const;
  const positions = data.steps.map((step) => forward(scale, step) ?? 0);
  const edges = columnEdges(positions, within);
  const columns = data.steps.map((step, i): StripColumn => {
    const regimes = data.regimes[i] ?? null;
    const place = { step, left: edges[i]!, right: edges[i + 1]!, center: positions[i]! };
    return {
      ...place,
      ...drawColumn(regimes, data.layerSize),
      traced: data.trace?.ranks[i] ?? null,
      words: wordsOf(data, i),
    };
  });
  const plateaus = data.regimes.filter((regimes) => regimes?.measurable && regimes.plateau.present).length;
  return {
    x,
    y: { label: "rank", unit: null, scale: "log", domain: [1, Math.max(2, data.layerSize)], integer: true },
    columns,
    onset: data.onset,
    step: view.step,
    bare,
    summary:
      `Regimes of the ${data.band ?? "rare"}-token curve at ${data.steps.length} steps: ${plateaus} with a plateau; ` +
      (data.onset === null ? "no onset yet." : `onset at step ${formatInteger(data.onset)}.`),
  };
}

function drawColumn(
  regimes: DescribedRegimes | null,
  layerSize: number,
): Pick<StripColumn, "pieces" | "boundaries"> {
  if (!regimes?.measurable) {
    return { pieces: [{ from: 1, to: layerSize, regime: "decay", present: false }], boundaries: [] };
  }
  const { plateau, powerLaw, decay, n } = regimes;
  const r1 = Math.min(Math.max(1, regimes.r1.value), n);
  const r2 = Math.min(Math.max(r1, regimes.r2.value), n);
  const pieces: StripPiece[] = [
    { from: 1, to: r1, regime: "plateau", present: plateau.present },
    { from: r1, to: r2, regime: "powerLaw", present: powerLaw.present },
    { from: r2, to: n, regime: "decay", present: decay.present },
  ];
  return {
    pieces: pieces.filter(({ from, to }) => to > from),
    boundaries: [
      ...(plateau.present ? [{ rank: r1, interval: regimes.r1.interval }] : []),
      ...(powerLaw.present && r2 < n ? [{ rank: r2, interval: regimes.r2.interval }] : []),
    ],
  };
}

function wordsOf({ steps, regimes, reasons, band = "rare", trace }: RegimeSteps, i: number): string {
  const rank = trace?.ranks[i] ?? null;
  const traced = trace && rank !== null ? `, ${trace.label} at rank ${formatInteger(rank)}` : "";
  const at = `Step ${formatInteger(steps[i])}${traced}`;
  const fit = regimes[i];
  if (!fit) return `${at}: ${reasons[i] ?? "not measured yet"}.`;
  return `${at}. ${describeRegimes(band, fit)}`;
}
