"use client";

import Link from "next/link";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { neuronPath } from "../neurons/neuronPath";
import { NotMeasured } from "../run/NotMeasured";
import { Panel } from "./Panel";
import type { NeuronAtStep } from "./prepareContext";
import { RankedBars } from "./RankedBars";

/** The neurons that read and write most alike. */
export function NeighboursPanel({ neighbours }: Pick<NeuronAtStep, "neighbours">) {
  const { runId, hrefOf } = useRunView();
  const entries = (list: NonNullable<typeof neighbours.in>) =>
    list.map(({ id, value }) => ({
      key: id,
      value,
      name: (
        <Link href={hrefOf(neuronPath(runId, id))} className="font-mono underline decoration-line underline-offset-2 hover:decoration-ink">
          {id}
        </Link>
      ),
    }));
  return (
    <Panel title={<MetricTitle name="neuron.neighbours" />} method="cosine" made="neurons">
      {neighbours.in && neighbours.out ? (
        <div className="mt-1 grid grid-cols-2 gap-4">
          <RankedBars heading="by w_in" entries={entries(neighbours.in)} most={1} />
          <RankedBars heading="by w_out" entries={entries(neighbours.out)} most={1} />
        </div>
      ) : (
        <NotMeasured cell="neurons" what="Nearest neighbours are" height={180} />
      )}
    </Panel>
  );
}
