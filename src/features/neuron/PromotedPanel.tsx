"use client";

import { MetricTitle } from "../glossary/MetricTitle";
import { NotMeasured } from "../run/NotMeasured";
import { Panel } from "./Panel";
import type { NeuronAtStep } from "./prepareContext";
import { RankedBars } from "./RankedBars";
import { Token } from "./Token";

/** The tokens that what the neuron writes points to, and those it points away from. */
export function PromotedPanel({ promoted: { top, bottom } }: Pick<NeuronAtStep, "promoted">) {
  const most = Math.max(0, ...[...(top ?? []), ...(bottom ?? [])].map(({ value }) => Math.abs(value)));
  const entries = (list: NonNullable<typeof top>) =>
    list.map(({ id, token, value }) => ({ key: id, name: <Token token={token} id={id} />, value }));
  return (
    <Panel title={<MetricTitle name="neuron.promoted" />} method="w_out · W_U" made="neurons">
      {top && bottom ? (
        <div className="mt-1 grid grid-cols-2 gap-4">
          <RankedBars heading="promotes" entries={entries(top)} most={most} />
          <RankedBars heading="suppresses" entries={entries(bottom)} most={most} />
        </div>
      ) : (
        <NotMeasured cell="neurons" what="Promoted tokens are" height={180} />
      )}
    </Panel>
  );
}
