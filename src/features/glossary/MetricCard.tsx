import { type MetricName, metrics } from "~/core/metrics";
import { LazyFormula } from "./LazyFormula";
import { MethodChip } from "./MethodChip";

/** A quantity explained: one sentence, the formula, the method, the source. */
export function MetricCard({ name }: { name: MetricName }) {
  const { sentence, formula, unit, method, source } = metrics[name];
  return (
    <div className="max-w-[70ch] space-y-1.5">
      <p>{sentence}</p>
      <LazyFormula tex={formula} />
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
        <MethodChip method={method} />
        {unit !== "" && <span>in {unit}</span>}
        <span>{source}</span>
      </p>
    </div>
  );
}
