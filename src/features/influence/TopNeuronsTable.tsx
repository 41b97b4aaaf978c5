"use client";

import Link from "next/link";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { formatShare } from "~/charts/format/formatShare";
import { milliNats } from "~/charts/format/milliNats";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { neuronPath } from "../neurons/neuronPath";
import type { TopNeuron } from "./topNeurons";

const milli = (nats: number) => formatNumber(nats * milliNats.factor);

interface TopNeuronsTableProps {
  title: string;
  remark: string;
  neurons: TopNeuron[];
}

/** The neurons at the top of one list. */
export function TopNeuronsTable({ title, remark, neurons }: TopNeuronsTableProps) {
  const { runId, hrefOf } = useRunView();
  return (
    <section className="min-w-0 rounded-md border border-line bg-raised p-3">
      <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
      <p className="mb-2 text-sm text-soft">{remark}</p>
      {neurons.length === 0 ? (
        <p className="hatched rounded px-2 py-6 text-center text-soft">No neuron on this side.</p>
      ) : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
          <table className="w-full text-right text-sm tabular-nums">
            <thead className="text-soft">
              <tr className="border-b border-line [&>th]:px-2 [&>th]:py-1 [&>th]:font-medium">
                <th scope="col" className="text-left">
                  neuron
                </th>
                <th scope="col">
                  <MetricTitle name="influence.signed">signed</MetricTitle>
                </th>
                <th scope="col">± s.e.</th>
                <th scope="col">
                  <MetricTitle name="influence">absolute</MetricTitle>
                </th>
                <th scope="col">rank</th>
                <th scope="col">
                  <MetricTitle name="influence.layerNormShare">norm share</MetricTitle>
                </th>
              </tr>
            </thead>
            <tbody className="font-mono">
              {neurons.map((row) => (
                <tr
                  key={row.neuron}
                  className={`[&>td]:px-2 [&>td]:py-0.5 ${row.toldFromZero === false ? "text-soft" : ""}`}
                  title={row.toldFromZero === false ? "Not told from zero: below the noise floor" : undefined}
                >
                  <td className="text-left">
                    <Link
                      href={hrefOf(neuronPath(runId, row.neuron))}
                      className="text-accent hover:underline"
                    >
                      {row.neuron}
                    </Link>
                  </td>
                  <td>{milli(row.signed)}</td>
                  <td>{row.signedError === null ? "–" : milli(row.signedError)}</td>
                  <td>{milli(row.absolute)}</td>
                  <td>{formatInteger(row.rank)}</td>
                  <td>{formatShare(row.normShare)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
