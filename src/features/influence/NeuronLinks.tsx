"use client";

import Link from "next/link";
import { useRunView } from "../live/RunProvider";
import { neuronPath } from "../neurons/neuronPath";

const SHOWN = 16;

/** Some neurons by number, each leading to its page; more than a line of them is counted. */
export function NeuronLinks({ label, neurons }: { label: string; neurons: readonly number[] }) {
  const { runId, hrefOf } = useRunView();
  return (
    <p className="flex flex-wrap gap-x-2">
      <span className="text-soft">{label}</span>
      {neurons.length === 0 && <span className="text-soft">none</span>}
      {neurons.slice(0, SHOWN).map((neuron) => (
        <Link
          key={neuron}
          href={hrefOf(neuronPath(runId, neuron))}
          className="font-mono text-accent hover:underline"
        >
          {neuron}
        </Link>
      ))}
      {neurons.length > SHOWN && <span className="text-soft">and {neurons.length - SHOWN} more</span>}
    </p>
  );
}
