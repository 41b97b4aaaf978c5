"use client";

import { ArrowLeft, ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatInteger } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import type { NeuronsAtStep } from "../neurons/neuronColumn";
import { neuronPath } from "../neurons/neuronPath";
import { RegimeChip } from "../neurons/RegimeChip";
import { regimeWords } from "../neurons/regimeWords";
import { button } from "../shell/buttonStyle";

/** Which neuron, where it stands for rare and for common targets, and the way to its neighbours by rank. */
export function NeuronHeader({ data, neuron }: { data: NeuronsAtStep; neuron: number }) {
  const { runId, hrefOf } = useRunView();
  const { rare, common } = data.standings;
  const rank = rare?.rank[neuron] ?? null;
  const at = (other: number) => {
    const found = rare?.rank.indexOf(other) ?? -1;
    return found < 0 ? null : found;
  };
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Link href={hrefOf(`/runs/${runId}/neurons`)} className={button}>
        <ArrowLeft aria-hidden />
        All neurons
      </Link>
      <h2 className="text-lg font-semibold">
        Neuron <span className="font-mono">{neuron}</span>
        <span className="ml-2 text-base font-normal text-soft">
          layer {data.layer}, step {formatInteger(data.step)}
        </span>
      </h2>
      {(["rare", "common"] as const).map((band) => {
        const standing = data.standings[band];
        if (!standing) return null;
        const regime = standing.regime[neuron] ?? null;
        return (
          <span key={band} className="inline-flex items-center gap-2 tabular-nums">
            <MetricTitle name="neuron.rank">
              {band} rank {formatInteger(standing.rank[neuron])}
            </MetricTitle>
            <RegimeChip regime={regime === null ? "none" : regimeWords[regime]} />
          </span>
        );
      })}
      {rank !== null && (rare?.noiseFloorRank ?? Infinity) < rank && (
        <span className="text-soft">
          beyond the <MetricTitle name="noiseFloor">noise floor</MetricTitle>, not told from zero
        </span>
      )}
      {!rare && !common && <span className="text-soft">its influence is not measured at this step</span>}
      {rank !== null && (
        <nav aria-label="Neurons by rank" className="ml-auto flex gap-2">
          <ByRank
            to={at(rank - 1)}
            label={`Rank ${formatInteger(rank - 1)}`}
            icon={<ChevronUp aria-hidden />}
          />
          <ByRank
            to={at(rank + 1)}
            label={`Rank ${formatInteger(rank + 1)}`}
            icon={<ChevronDown aria-hidden />}
          />
        </nav>
      )}
    </header>
  );
}

function ByRank({ to, label, icon }: { to: number | null; label: string; icon: ReactNode }) {
  const { runId, hrefOf } = useRunView();
  if (to === null) return null;
  return (
    <Link href={hrefOf(neuronPath(runId, to))} className={button}>
      {icon}
      {label}
    </Link>
  );
}
