import type { inferRouterOutputs } from "@trpc/server";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { formatShare } from "~/charts/format/formatShare";
import { milliNats } from "~/charts/format/milliNats";
import type { AppRouter } from "~/server/root";
import { formatDuration } from "../run/formatDuration";

export type LayerAtStep = inferRouterOutputs<AppRouter>["layers"]["compare"][number];
type LayerBand = NonNullable<LayerAtStep["rare"]>;

export interface LayerCells {
  plateau: string;
  /** Why there is no plateau. */
  plateauRemark: string | null;
  strongest: string;
  leadersShare: string;
  told: string;
  shared: string;
}

/** One layer as a line of the table. */
export interface LayerLine {
  layer: number;
  isFinal: boolean;
  /** Of measured layers; else what they wait for. */
  cells: LayerCells | null;
  words: string;
  canMeasure: boolean;
}

/** The layers of a step line by line, the first layer first. */
export function prepareLayers(layers: readonly LayerAtStep[]): LayerLine[] {
  return layers.map((layer) => ({
    ...{ layer: layer.layer, isFinal: layer.isFinal },
    cells: layer.state === "done" ? cellsOf(layer) : null,
    words: wordsOf(layer, layers),
    canMeasure: !layer.isFinal && ["absent", "failed", "skipped"].includes(layer.state),
  }));
}

/** The layer that is looked at: the one asked for, where there is such a one below the final; else the last measured, else the last. */
export function chosenLayer(layers: readonly LayerAtStep[], wanted: number | null): LayerAtStep | null {
  const others = layers.filter(({ isFinal }) => !isFinal);
  return (
    others.find(({ layer }) => layer === wanted) ??
    others.findLast(({ state }) => state === "done") ??
    others.at(-1) ??
    null
  );
}

/** The strongest neuron of every layer, as columns. */
export function strongestByLayer(layers: readonly LayerAtStep[], band: "rare" | "common") {
  const strongest = layers.map((layer) => layer[band]?.strongest ?? null);
  return {
    value: strongest.map((found) => found?.value ?? null),
    low: strongest.map((found) => found?.interval?.[0] ?? null),
    high: strongest.map((found) => found?.interval?.[1] ?? null),
  };
}

/** What went into the numbers of a layer: "4 096 positions, 173 rare, 32 sequences". */
export function countsWords({ counts }: Pick<LayerAtStep, "counts">): string {
  if (!counts) return "nothing measured";
  const { positions, rarePositions, sequences } = counts;
  return `${formatInteger(positions)} positions, ${formatInteger(rarePositions)} rare, ${formatInteger(sequences.all)} sequences`;
}

/** Beside what the shares stand: neurons that were all alike, and sets drawn by chance. */
export function layersNull(layers: readonly LayerAtStep[]): string | null {
  const found = layers.find(({ rare, common }) => rare ?? common);
  const band = found?.rare ?? found?.common;
  if (!band) return null;
  const { leaders, neurons } = band;
  const chance = found?.shared?.byChance ?? null;
  const shared =
    chance === null ? "" : `, and two sets drawn by chance would share ${formatNumber(chance, 2)}`;
  return `Leaders: the ${formatInteger(leaders)} of ${formatInteger(neurons)} neurons with the largest influence, and what part of all influence they hold, on rare / on common targets. Were all neurons alike, they would hold ${formatShare(leaders / neurons)}${shared}.`;
}

function cellsOf({ rare, common, shared }: LayerAtStep): LayerCells {
  return {
    plateau: rare ? plateauOf(rare) : "–",
    plateauRemark: rare?.reason ?? (rare ? null : "no evaluated position has a rare target"),
    strongest: rare ? strongestOf(rare) : "–",
    leadersShare: `${formatShare(rare?.leadersShare)} / ${formatShare(common?.leadersShare)}`,
    told: rare ? `${formatInteger(rare.noiseFloorRank)} / ${formatInteger(rare.neurons)}` : "–",
    shared: shared === null ? "–" : formatNumber(shared.value, 2),
  };
}

function plateauOf({ plateau }: LayerBand): string {
  if (!plateau) return "no fit";
  if (!plateau.present) return "absent";
  return `${formatInteger(plateau.size)} ${formatInterval(plateau.interval, formatInteger)}`;
}

function strongestOf({ strongest: { value, interval } }: LayerBand): string {
  const inMilli = (nats: number) => formatNumber(nats * milliNats.factor);
  return interval ? `${inMilli(value)} ${formatInterval(interval, inMilli)}` : inMilli(value);
}

function wordsOf(layer: LayerAtStep, layers: readonly LayerAtStep[]): string {
  const because = layer.reason === null ? "." : `: ${layer.reason}`;
  switch (layer.state) {
    case "done":
      return "";
    case "running":
      return `Being measured now${about(layer, layers)}.`;
    case "waiting":
      return "Queued: it appears here by itself.";
    case "failed":
      return `Measuring failed${because}`;
    case "skipped":
      return `Not measurable${because}`;
    case "absent":
      if (layer.isFinal) return "The influence is not measured at this step.";
      return `Not measured${about(layer, layers)}.`;
  }
}

/** By what the other layers took: each runs all that comes after it. */
function about({ layer }: LayerAtStep, layers: readonly LayerAtStep[]): string {
  const passes = (of: number) => layers.length - of;
  const each = layers.flatMap((other) =>
    other.durationMs === null ? [] : [other.durationMs / passes(other.layer)],
  );
  if (each.length === 0) return "";
  const mean = each.reduce((sum, ms) => sum + ms, 0) / each.length;
  return `; it takes about ${formatDuration((mean * passes(layer)) / 1000)}`;
}
