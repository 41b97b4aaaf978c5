"use client";

import { formatShare } from "~/charts/format/formatShare";
import { MetricTitle } from "../glossary/MetricTitle";
import { formatCell } from "../neurons/formatCell";
import type { NeuronsAtStep } from "../neurons/neuronColumn";
import { RegimeChip } from "../neurons/RegimeChip";
import { NotMeasured } from "../run/NotMeasured";
import { neuronFacts } from "./neuronFacts";
import { Panel } from "./Panel";

/** Every number of the neuron; the dot shows where in the layer it stands. */
export function FactsPanel({ data, neuron }: { data: NeuronsAtStep; neuron: number }) {
  return (
    <Panel title="Numbers, and their place in the layer" made="neurons">
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
        {neuronFacts(data, neuron).map(({ group, facts }) => (
          <section key={group} className="min-w-0">
            <h3 className="mb-1 text-sm text-soft">{group}</h3>
            <dl className="space-y-0.5">
              {facts.map(({ column, value, place }) => (
                <div
                  key={column.id}
                  className="grid grid-cols-[minmax(0,1fr)_auto_4rem] items-center gap-x-2"
                >
                  <dt className="min-w-0 truncate">
                    <MetricTitle name={column.metric}>{column.label}</MetricTitle>
                    {column.unit !== null && <span className="text-soft">, {column.unit}</span>}
                  </dt>
                  <dd className="text-right font-mono text-sm tabular-nums">
                    {column.kind === "word" ? (
                      <RegimeChip regime={String(value)} />
                    ) : (
                      formatCell(value, column.kind)
                    )}
                  </dd>
                  <dd>{place !== null && <Place share={place} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      {data.columns["influence.klShift:all"] === undefined && (
        <NotMeasured cell="frequency" what="What goes through token frequency is" height={96} />
      )}
    </Panel>
  );
}

/** From the layer's lowest value at the left to its highest at the right, by rank. */
function Place({ share }: { share: number }) {
  const words = `above ${formatShare(share)} of the layer`;
  return (
    <span role="img" aria-label={words} title={words} className="relative block h-2">
      <span className="absolute top-[3.5px] right-0 left-0 h-px bg-line" />
      <span
        className="absolute top-0 size-2 -translate-x-1/2 rounded-full bg-faint"
        style={{ left: `${share * 100}%` }}
      />
    </span>
  );
}
