import { type MetricName, metrics } from "~/core/metrics";
import { PageTitle } from "../shell/PageTitle";
import { MetricCard } from "./MetricCard";
import { words } from "./words";

/** Every word and every quantity the pages use. */
export function GlossaryScreen() {
  return (
    <div className="mx-auto max-w-4xl px-4 pb-16">
      <PageTitle title="Glossary" />
      <h2 className="mt-2 mb-3 text-lg font-semibold">Words</h2>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[10rem_1fr]">
        {words.map(({ word, meaning }) => (
          <div key={word} className="contents">
            <dt className="font-medium">{word}</dt>
            <dd className="max-w-[70ch] text-soft">{meaning}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-8 mb-3 text-lg font-semibold">Quantities</h2>
      <div className="grid gap-3">
        {(Object.keys(metrics) as MetricName[]).map((name) => (
          <section key={name} id={name} className="rounded-md border border-line bg-raised p-3">
            <h3 className="mb-1 font-medium">{metrics[name].title}</h3>
            <MetricCard name={name} />
          </section>
        ))}
      </div>
    </div>
  );
}
