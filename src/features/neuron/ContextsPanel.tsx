"use client";

import { milliNats } from "~/charts/format/milliNats";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { NotMeasured } from "../run/NotMeasured";
import { Panel } from "./Panel";
import { type ContextToken, largestDelta, type NeuronAtStep, prepareContext } from "./prepareContext";
import { Token } from "./Token";
import { tokenText } from "./visibleToken";

const milli = (nats: number) => formatNumber(nats * milliNats.factor);

/** Where in the text the neuron matters most; each token coloured by the change of its own loss. */
export function ContextsPanel({ contexts }: { contexts: NeuronAtStep["contexts"] }) {
  const prepared = contexts.map(prepareContext);
  const most = largestDelta(prepared);
  return (
    <Panel title={<MetricTitle name="neuron.contexts" />} made="neurons">
      {prepared.length === 0 ? (
        <NotMeasured
          cell="neurons"
          what="Contexts are"
          height={140}
          otherwise="Contexts are kept for the 200 neurons of most influence on rare targets; this neuron is not one of them at this step."
        />
      ) : (
        <>
          <Legend most={most} />
          <ol className="mt-2 space-y-2">
            {prepared.map(({ rank, position, delta, tokens }) => (
              <li key={rank} className="grid grid-cols-[5.5rem_1fr] gap-x-3">
                <span
                  className="text-right font-mono text-sm tabular-nums"
                  title={`Position ${formatInteger(position)} of the evaluated text`}
                >
                  {delta > 0 ? "+" : ""}
                  {milli(delta)}
                </span>
                <p className="min-w-0 leading-6 break-words">
                  {tokens.map((token, i) => (
                    <Colored key={i} token={token} most={most} />
                  ))}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
}

/** At full colour the text on it still has its contrast. */
const STRONGEST = 48;

const tint = (delta: number, most: number) => {
  const strength = Math.round(STRONGEST * Math.sqrt(Math.abs(delta) / most));
  return `color-mix(in srgb, var(${delta > 0 ? "--above" : "--below"}) ${strength}%, transparent)`;
};

function Colored({ token: { id, token, delta, focus }, most }: { token: ContextToken; most: number }) {
  return (
    <span
      title={
        delta === null
          ? undefined
          : `${tokenText(token, id)}: its loss changes by ${milli(delta)} · ${milliNats.unit}`
      }
      className={`rounded-xs py-0.5 ${focus ? "font-semibold underline decoration-2 underline-offset-4" : ""}`}
      style={delta === null || most === 0 ? undefined : { background: tint(delta, most) }}
    >
      <Token token={token} id={id} />
    </span>
  );
}

/** What the colours mean: the square root of the change, so that small ones are seen beside large ones. */
function Legend({ most }: { most: number }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
      <span>
        change of a token’s loss, {milliNats.unit}: {milli(-most)}
      </span>
      <span
        aria-hidden
        className="h-2.5 w-32 rounded-xs"
        style={{
          background: `linear-gradient(90deg, ${tint(-most, most)}, transparent, ${tint(most, most)})`,
        }}
      />
      <span>+{milli(most)}</span>
      <span className="max-sm:hidden">· underlined: the token that changes most</span>
    </p>
  );
}
