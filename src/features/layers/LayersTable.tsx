"use client";

import { formatInteger } from "~/charts/format/formatNumber";
import { milliNats } from "~/charts/format/milliNats";
import { MetricTitle } from "../glossary/MetricTitle";
import { MeasureLayers } from "./MeasureLayers";
import { type LayerAtStep, type LayerLine, layersNull, prepareLayers } from "./prepareLayers";

interface Props {
  layers: readonly LayerAtStep[];
  chosen: number;
  onChoose: (layer: number) => void;
}

/** All layers of a step side by side; those nobody asked for can be asked for. */
export function LayersTable({ layers, chosen, onChoose }: Props) {
  const lines = prepareLayers(layers);
  const missing = lines.flatMap(({ layer, canMeasure }) => (canMeasure ? [layer] : []));
  return (
    <section className="flex min-w-0 flex-col rounded-md border border-line bg-raised p-3">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium">Layers compared, rare targets</h2>
        {missing.length > 1 && (
          <MeasureLayers layers={missing} label={`Measure all ${formatInteger(missing.length)}`} />
        )}
      </div>
      <div
        className="relative max-h-80 overflow-auto"
        tabIndex={0}
        role="region"
        aria-label="Layers compared"
      >
        <table className="w-full text-right text-sm tabular-nums">
          <thead className="sticky top-0 bg-raised text-soft">
            <tr className="border-b border-line [&>th]:px-2 [&>th]:py-1 [&>th]:align-bottom [&>th]:font-medium">
              <th scope="col" className="text-left">
                layer
              </th>
              <th scope="col">
                <MetricTitle name="plateau.size">plateau</MetricTitle>
              </th>
              <th scope="col">
                <MetricTitle name="layer.influence">strongest, {milliNats.unit}</MetricTitle>
              </th>
              <th scope="col">
                <MetricTitle name="layer.leadersShare">leaders hold</MetricTitle>
              </th>
              <th scope="col">
                <MetricTitle name="noiseFloor">told from zero</MetricTitle>
              </th>
              <th scope="col">
                <MetricTitle name="overlap.rareCommon">shared</MetricTitle>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LayerRow
                key={line.layer}
                line={line}
                isChosen={line.layer === chosen}
                onChoose={() => onChoose(line.layer)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="pt-2 text-xs text-pretty text-soft">
        {layersNull(layers)} Intervals: 95 %, Student’s law over sequences; of a plateau, by bootstrap. The
        strongest neuron is chosen by the same numbers, so its value leans high.
      </p>
    </section>
  );
}

function LayerRow({
  line,
  isChosen,
  onChoose,
}: {
  line: LayerLine;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { layer, isFinal, cells, words, canMeasure } = line;
  return (
    <tr
      className={`border-b border-line last:border-0 [&>td]:px-2 [&>td]:py-1 [&>td]:whitespace-nowrap ${isChosen ? "bg-surface" : ""}`}
    >
      <th scope="row" className="px-2 py-1 text-left font-normal whitespace-nowrap">
        {isFinal ? (
          <span>
            {layer} <span className="text-soft">final</span>
          </span>
        ) : (
          <button
            type="button"
            aria-pressed={isChosen}
            onClick={onChoose}
            className="min-h-6 min-w-6 rounded-sm text-left text-accent hover:underline"
          >
            {layer}
            <span className="sr-only">, show its curve</span>
          </button>
        )}
      </th>
      {cells ? (
        <>
          <td title={cells.plateauRemark ?? undefined}>{cells.plateau}</td>
          <td>{cells.strongest}</td>
          <td>{cells.leadersShare}</td>
          <td>{cells.told}</td>
          <td>{cells.shared}</td>
        </>
      ) : (
        <td colSpan={5}>
          <span className="flex flex-wrap items-center gap-2">
            <span className="max-w-[52ch] text-left whitespace-normal text-soft">{words}</span>
            {canMeasure && <MeasureLayers layers={[layer]} />}
          </span>
        </td>
      )}
    </tr>
  );
}
