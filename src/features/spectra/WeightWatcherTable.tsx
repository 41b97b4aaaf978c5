import type { SpectrumSummary } from "~/core/spectra/spectrumSummary";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";

const whole = /^(N|M|num_pl_spikes|matrix_rank|rank_loss|weak_rank_loss|detX_num|ERG_gap_count)$/;

const cell = (name: string, value: string | number | null) => {
  if (value === null || typeof value === "string") return value ?? "–";
  return whole.test(name) ? formatInteger(value) : formatNumber(value);
};

/** The row of WeightWatcher's `details` for this matrix, in its own names. */
export function WeightWatcherTable({ details }: { details: SpectrumSummary["weightWatcher"] }) {
  return (
    <details className="mt-2 border-t border-line pt-2">
      <summary className="cursor-pointer text-soft">WeightWatcher’s details</summary>
      <dl className="mt-1 grid gap-x-6 gap-y-0.5 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {Object.entries(details).map(([name, value]) => (
          <div key={name} className="flex justify-between gap-2">
            <dt className="font-mono text-soft">{name}</dt>
            <dd className="font-mono tabular-nums">{cell(name, value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
