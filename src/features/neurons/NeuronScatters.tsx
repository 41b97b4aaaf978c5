"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { milliNats } from "~/charts/format/milliNats";
import { prepareNeuronScatter } from "~/charts/scatter/prepareNeuronScatter";
import { ScatterPanel } from "~/charts/scatter/ScatterPanel";
import type { NamedCell } from "~/core/cells";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import type { NeuronsAtStep } from "./neuronColumn";
import { neuronPath } from "./neuronPath";
import { neuronCloud } from "./neuronCloud";

const percent = { unit: "%", scale: "linear" } as const;

/** The axes on which kinds of neurons lie apart: through the final norm, and through token frequency. */
export function NeuronScatters({ data }: { data: NeuronsAtStep }) {
  const entropy = useMemo(
    () => neuronCloud(data, { name: "Entropy axis", x: "nullSpace", y: "normShare" }),
    [data],
  );
  const frequency = useMemo(
    () => neuronCloud(data, { name: "Token-frequency axis", x: "klShift", y: "freqShare" }),
    [data],
  );
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <Cloud
        cloud={entropy}
        made="influence"
        missing={{ cell: "neurons", what: "The per-neuron numbers are" }}
        title={<MetricTitle name="influence.layerNormShare">Entropy axis</MetricTitle>}
        method="frozen-norm"
        axes={{
          x: { label: "share in the null space", ...percent },
          y: { label: "influence via the norm", ...percent },
        }}
      />
      <Cloud
        cloud={frequency}
        made="frequency"
        missing={{ cell: "frequency", what: "What goes through token frequency is" }}
        title={<MetricTitle name="influence.frequencyShare">Token-frequency axis</MetricTitle>}
        method="frequency-frozen"
        axes={{
          x: { label: "KL shift", unit: milliNats.unit, scale: "log" },
          y: { label: "influence via frequency", ...percent },
        }}
      />
    </div>
  );
}

interface CloudProps {
  cloud: ReturnType<typeof neuronCloud>;
  made: NamedCell;
  /** What is filled where the cloud lacks an axis. */
  missing: { cell: NamedCell; what: string };
  title: ReactNode;
  method: string;
  axes: Parameters<typeof prepareNeuronScatter>[1];
}

function Cloud({ cloud, made, missing, title, method, axes }: CloudProps) {
  const { runId, hrefOf } = useRunView();
  const router = useRouter();
  const { menuOf } = useProvenance();
  if (!cloud) {
    return (
      <section className="rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
        <NotMeasured
          {...missing}
          height={280}
          otherwise="What this axis needs was not kept when this step was measured."
        />
      </section>
    );
  }
  const spec = prepareNeuronScatter(cloud, axes);
  return (
    <ScatterPanel
      title={title}
      method={method}
      menu={menuOf(made)}
      spec={spec}
      onPick={(neuron) => router.push(hrefOf(neuronPath(runId, neuron)))}
    />
  );
}
