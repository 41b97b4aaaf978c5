"use client";

import { Download } from "lucide-react";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { downloadFile } from "~/charts/frame/downloadFile";
import { tableToCsv } from "~/charts/frame/tableToCsv";
import { formatInteger } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { NotMeasured } from "../run/NotMeasured";
import { button } from "../shell/buttonStyle";
import { ColumnMenu } from "./ColumnMenu";
import { FilterField } from "./FilterField";
import { MadeOfNeurons } from "./MadeOfNeurons";
import { NeuronScatters } from "./NeuronScatters";
import { NeuronTable } from "./NeuronTable";
import { neuronTableCsv, prepareNeuronTable } from "./prepareNeuronTable";
import { useNeurons } from "./useNeurons";
import { useNeuronsView } from "./useNeuronsView";

/** Every neuron of the layer with every number it has, and the two axes that tell kinds of neurons apart. */
export function NeuronsScreen() {
  const { view, setView } = useNeuronsView();
  const { data, error } = useNeurons();
  if (!data || Object.keys(data.columns).length === 0) {
    return (
      <div className="p-3">
        {error ? (
          <NotMeasurable reason={error.message} height={320} />
        ) : data?.columns ? (
          <NotMeasured cell="influence" what="Influences are" height={320} />
        ) : (
          <Loading height={320} />
        )}
      </div>
    );
  }
  const table = prepareNeuronTable(data, view);
  const saveCsv = () =>
    downloadFile(
      `neurons-step-${data.step}.csv`,
      new Blob([tableToCsv(neuronTableCsv(table))], { type: "text/csv" }),
    );
  return (
    <div className="grid gap-3 p-3">
      <div role="toolbar" aria-label="Neurons" className="flex flex-wrap items-center gap-2">
        <FilterField noiseFloorRank={table.noiseFloorRank} />
        <ColumnMenu available={table.available} />
        <button type="button" className={button} onClick={saveCsv}>
          <Download aria-hidden />
          CSV
        </button>
        <MadeOfNeurons />
      </div>
      <section aria-label="Neurons" className="min-w-0">
        <p className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-soft" aria-live="polite">
          <span className="text-ink tabular-nums">
            {formatInteger(table.neurons.length)} of {formatInteger(data.neurons)} neurons
          </span>
          <span>
            layer {data.layer}, step {formatInteger(data.step)}
          </span>
          {table.noiseFloorRank !== null && (
            <span>
              · {formatInteger(table.noiseFloorRank)} told from zero, the others faint (
              <MetricTitle name="noiseFloor">noise floor</MetricTitle>)
            </span>
          )}
          {table.problems.map((problem) => (
            <span key={problem} className="text-warn">
              · {problem}
            </span>
          ))}
        </p>
        {table.neurons.length === 0 ? (
          <NotMeasurable reason="No neuron meets all conditions of the filter." height={200}>
            <button type="button" className={button} onClick={() => setView({ filter: "" })}>
              Show all neurons
            </button>
          </NotMeasurable>
        ) : (
          <NeuronTable table={table} />
        )}
      </section>
      <NeuronScatters data={data} />
    </div>
  );
}
