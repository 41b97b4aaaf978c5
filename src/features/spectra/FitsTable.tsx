import type { SpectrumSummary } from "~/core/spectra/spectrumSummary";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { spectrumFacts } from "./spectrumFacts";
import { WeightWatcherTable } from "./WeightWatcherTable";

const remarkOf = ({ alpha, reason }: SpectrumSummary["fits"][number]) => {
  if (alpha === null) return `no fit: ${reason ?? "unknown reason"}`;
  return alpha < 2 ? "below 2" : alpha > 6 ? "above 6" : "";
};

/** Every estimator of one matrix side by side, and what else its spectrum says. */
export function FitsTable({ summary, chosen }: { summary: SpectrumSummary; chosen: string }) {
  return (
    <section className="min-w-0 rounded-md border border-line bg-raised p-3">
      <h2 className="flex min-h-7 items-center font-medium">
        <MetricTitle name="alpha">Exponents by estimator</MetricTitle>
      </h2>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Exponents by estimator">
        <table className="w-full text-right text-sm tabular-nums">
          <thead className="text-soft">
            <tr className="border-b border-line [&>th]:px-2 [&>th]:py-1 [&>th]:font-medium">
              <th scope="col" className="text-left">
                estimator
              </th>
              <th scope="col">α</th>
              <th scope="col">95 % *</th>
              <th scope="col">σ</th>
              <th scope="col">D</th>
              <th scope="col">xmin</th>
              <th scope="col">tail</th>
              <th scope="col" className="text-left">
                remark
              </th>
            </tr>
          </thead>
          <tbody className="font-mono">
            {summary.fits.map((fit) => (
              <tr
                key={fit.method}
                className={`[&>td]:px-2 [&>td]:whitespace-nowrap [&>td]:py-0.5 ${fit.method === chosen ? "bg-surface" : ""}`}
              >
                <td className="text-left">{fit.method}</td>
                <td className="font-semibold">{formatNumber(fit.alpha)}</td>
                <td>{formatInterval(fit.interval)}</td>
                <td>{formatNumber(fit.sigma)}</td>
                <td>{formatNumber(fit.ksDistance)}</td>
                <td>{formatNumber(fit.xmin)}</td>
                <td>{formatInteger(fit.tailSize)}</td>
                <td className="text-left font-sans text-soft">{remarkOf(fit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-1 text-xs text-soft">
        * as if eigenvalues were independent, which they are not: the real spread is larger.
      </p>
      <dl className="mt-2 grid gap-x-6 gap-y-1 border-t border-line pt-2 sm:grid-cols-2">
        {spectrumFacts(summary).map(({ name, value, remark }) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="text-soft">{name}</dt>
            <dd className="tabular-nums">
              <span className="font-medium">{value}</span>
              {remark !== null && <span className="text-soft"> · {remark}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <WeightWatcherTable details={summary.weightWatcher} />
    </section>
  );
}
