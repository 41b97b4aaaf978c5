import { paddedDomain } from "../axis/paddedDomain";
import { type Band, bandLook } from "../bandLook";
import type { Curve, CurvesSpec, Mark, Region, Rule } from "../curves/curvesSpec";
import { formatInteger } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import { describeRegimes } from "./describeRegimes";
import { drawModel } from "./drawModel";
import { rankedMilliNats, seenRanks } from "./rankedMilliNats";
import type { RankedCurve } from "./rankedCurve";

export interface RankedInfluence {
  step: number;
  rare: RankedCurve | null;
  common: RankedCurve | null;
  sub_elbow?: RankedCurve | null;
}

export interface RankedInfluenceOptions {
  bands: readonly Band[];
  /** The fitted hinge model over each curve, its knots with intervals. */
  fits: boolean;
  /** The best smooth model, which a plateau must beat. */
  rivals: boolean;
  /** The paper's fixed cuts at ln r = 3.5 and 5.5. */
  paperCuts: boolean;
  /** What was ranked. */
  quantity: string;
}

export const rankedInfluenceDefaults: RankedInfluenceOptions = {
  bands: ["rare", "common"],
  fits: true,
  rivals: false,
  paperCuts: false,
  quantity: "influence",
};

interface PreparedBand {
  band: Band;
  curve: RankedCurve;
  /** Positive values, descending, in 10⁻³ nats. */
  ranked: Float64Array;
  leftOut: number;
}

/** Influence against rank, log–log: the curves, what lies past the noise floor faint, fits and knots on demand. */
export function prepareRankedInfluence(data: RankedInfluence, options: RankedInfluenceOptions): CurvesSpec {
  const bands = options.bands.flatMap((band): PreparedBand[] => {
    const curve = data[band];
    if (!curve) return [];
    const ranked = rankedMilliNats(curve.values);
    return [{ band, curve, ranked, leftOut: curve.values.length - ranked.length }];
  });
  const longest = Math.max(2, ...bands.map(({ ranked }) => ranked.length));
  const leftOut = bands.reduce((sum, band) => sum + band.leftOut, 0);
  const below = Math.max(0, ...bands.map(({ ranked }) => ranked.length - seenRanks(ranked.length)));
  const step = `step ${formatInteger(data.step)}`;
  return {
    name: `Ranked ${options.quantity}, ${step}`,
    x: { label: "rank of neuron", unit: null, scale: "log", domain: [0.9, longest * 1.15], integer: true },
    y: {
      label: options.quantity,
      unit: milliNats.unit,
      scale: "log",
      domain: paddedDomain(
        "log",
        bands.flatMap(({ ranked }) => [...ranked.subarray(0, seenRanks(ranked.length))]),
        { margin: 0.12 },
      ) ?? [0.1, 1],
    },
    curves: bands.flatMap((band) => [...drawBand(band), ...drawFits(band, options)]),
    rules: [...floorRules(bands), ...(options.paperCuts ? paperCuts() : [])],
    regions: bands.length === 1 && options.fits ? drawRegimes(bands[0]!) : [],
    marks: options.fits ? apart(bands.flatMap(drawKnots)) : [],
    endLabels: false,
    summary:
      bands.length > 0
        ? `At ${step}: ${bands.map(({ band, curve }) => describeRegimes(bandLook[band].label, curve.regimes)).join(" ")}`
        : `Nothing measured at ${step}.`,
    notes: [
      ...(leftOut > 0 ? [`${leftOut} influences of zero or below left out`] : []),
      ...(below > 0
        ? [below === 1 ? "the last rank lies below the plot" : `the last ${below} ranks lie below the plot`]
        : []),
    ],
  };
}

const ranksFrom = (first: number, count: number) => Float64Array.from({ length: count }, (_, i) => first + i);

function drawBand({ band, curve, ranked }: PreparedBand): Curve[] {
  const floor = Math.min(curve.noiseFloorRank ?? ranked.length, ranked.length);
  const { label, color, dash } = bandLook[band];
  const look = { color, dash, shape: "line" } as const;
  const above: Curve = {
    ...look,
    key: band,
    label,
    x: ranksFrom(1, floor),
    y: ranked.subarray(0, floor),
    width: 2.25,
  };
  if (floor >= ranked.length) return [above];
  const from = Math.max(0, floor - 1);
  const faint: Curve = {
    ...look,
    key: `${band} below noise`,
    label: `${label}, below the noise floor`,
    x: ranksFrom(from + 1, ranked.length - from),
    y: ranked.subarray(from),
    faint: true,
    partOf: band,
  };
  return [above, faint];
}

function drawFits({ band, curve, ranked }: PreparedBand, { fits, rivals }: RankedInfluenceOptions): Curve[] {
  const { regimes } = curve;
  if (!regimes?.measurable) return [];
  const line = { shape: "line", partOf: band } as const;
  const hinge = drawModel(regimes, `hinge${regimes.hinges}`, ranked.length);
  const rival = drawModel(regimes, regimes.bestSmooth, ranked.length);
  return [
    ...(fits && hinge
      ? [
          {
            ...line,
            key: `${band} fit`,
            label: `${bandLook[band].label}, fit`,
            color: "ink",
            dash: "dotted",
            width: 1.25,
            faint: true,
            ...hinge,
          } as const,
        ]
      : []),
    ...(rivals && rival
      ? [
          {
            ...line,
            key: `${band} rival`,
            label: `${bandLook[band].label}, ${regimes.bestSmooth}`,
            color: "accent",
            dash: "dashed",
            width: 1.25,
            ...rival,
          } as const,
        ]
      : []),
  ];
}

function drawKnots({ band, curve, ranked }: PreparedBand): Mark[] {
  const { regimes } = curve;
  if (!regimes?.measurable) return [];
  const knot = (rank: number, interval: [number, number] | null, label: string | null): Mark[] => {
    const y = ranked[Math.round(rank) - 1];
    if (y === undefined) return [];
    return [{ x: rank, y, color: bandLook[band].color, label, ...(interval ? { xInterval: interval } : {}) }];
  };
  const { plateau, powerLaw, r1, r2 } = regimes;
  return [
    ...(plateau.present ? knot(r1.value, r1.interval, `${formatInteger(plateau.size)} neurons`) : []),
    ...(powerLaw.present ? knot(r2.value, r2.interval, null) : []),
  ];
}

/** Above a falling curve there is room, and below the lowest one: no word lies on another curve. */
function apart(marks: Mark[]): Mark[] {
  const named = marks.filter(({ label }) => label !== null);
  const highest = Math.max(...named.map(({ y }) => y));
  return marks.map((mark) =>
    named.length > 1 && mark.label !== null && mark.y === highest ? { ...mark, labelAt: "aboveRight" } : mark,
  );
}

function drawRegimes({ curve, ranked }: PreparedBand): Region[] {
  const { regimes } = curve;
  if (!regimes?.measurable) return [];
  const { plateau, powerLaw, decay, r1, r2 } = regimes;
  const end = ranked.length;
  return [
    ...(plateau.present ? [{ from: 0.9, to: r1.value, color: "plateau", label: "plateau" } as const] : []),
    ...(powerLaw.present
      ? [{ from: r1.value, to: Math.min(r2.value, end), color: "powerLaw", label: "power law" } as const]
      : []),
    ...(decay.present && r2.value < end
      ? [{ from: r2.value, to: end * 1.15, color: "decay", label: "decay" } as const]
      : []),
  ];
}

function floorRules(bands: readonly PreparedBand[]): Rule[] {
  return bands.flatMap(({ band, curve, ranked }): Rule[] => {
    const rank = curve.noiseFloorRank;
    if (rank === null || rank < 1 || rank >= ranked.length) return [];
    return [
      {
        axis: "x",
        at: rank,
        label: bands.length > 1 ? `noise floor, ${bandLook[band].label}` : "noise floor",
        labelAt: "bottom",
        color: "inkFaint",
        dash: "dotted",
      },
    ];
  });
}

const paperCuts = (): Rule[] =>
  [3.5, 5.5].map((logRank) => ({
    axis: "x",
    at: Math.exp(logRank),
    label: `ln r = ${logRank}`,
    labelAt: "bottom",
    color: "inkSoft",
    dash: "dashed",
  }));
