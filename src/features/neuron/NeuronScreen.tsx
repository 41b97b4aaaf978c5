"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Loading } from "~/charts/frame/Loading";
import { useRunView } from "../live/RunProvider";
import { useNeurons } from "../neurons/useNeurons";
import { NotMeasured } from "../run/NotMeasured";
import { useTRPC } from "../shell/trpc";
import { ContextsPanel } from "./ContextsPanel";
import { FactsPanel } from "./FactsPanel";
import { HistoryPanels } from "./HistoryPanels";
import { NeighboursPanel } from "./NeighboursPanel";
import { NeuronHeader } from "./NeuronHeader";
import { PromotedPanel } from "./PromotedPanel";

/** One neuron: where it stands, how it came there, what it is about. */
export function NeuronScreen({ neuron }: { neuron: number }) {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { data: layer, error: layerError } = useNeurons();
  const { data, error } = useQuery({
    ...trpc.neurons.one.queryOptions({ runId, step: step ?? 0, neuron }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const failure = error ?? layerError;
  if (failure || step === null) {
    return (
      <div className="p-3">
        <NotMeasured cell="influence" what="Influences are" height={320} otherwise={failure?.message} />
      </div>
    );
  }
  if (!layer || !data) {
    return (
      <div className="p-3">
        <Loading height={320} />
      </div>
    );
  }
  return (
    <div className="grid gap-3 p-3">
      <NeuronHeader data={layer} neuron={neuron} />
      <HistoryPanels neuron={neuron} />
      <ContextsPanel contexts={data.contexts} />
      <div className="grid gap-3 lg:grid-cols-2">
        <PromotedPanel promoted={data.promoted} />
        <NeighboursPanel neighbours={data.neighbours} />
      </div>
      <FactsPanel data={layer} neuron={neuron} />
    </div>
  );
}
