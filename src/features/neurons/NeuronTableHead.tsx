"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { MetricTitle } from "../glossary/MetricTitle";
import type { NeuronColumn } from "./neuronColumn";
import { useNeuronsView } from "./useNeuronsView";

/** Names explain themselves on hover; a click sorts, another turns the order round. */
export function NeuronTableHead({ columns }: { columns: NeuronColumn[] }) {
  return (
    <thead>
      <tr>
        <Head id="neuron" left sticky>
          {(sort, arrow) => (
            <button type="button" onClick={sort} className="rounded-sm hover:text-ink">
              neuron{arrow}
            </button>
          )}
        </Head>
        <th
          scope="col"
          className="sticky top-0 z-10 border-b border-line bg-raised px-2 py-1.5 text-left font-medium text-soft"
        >
          rank over steps
        </th>
        {columns.map(({ id, label, unit, metric, kind }) => (
          <Head key={id} id={id} left={kind === "word"}>
            {(sort, arrow) => (
              <MetricTitle name={metric} onPress={sort}>
                {label}
                {unit !== null && <span className="font-normal text-soft">, {unit}</span>}
                {arrow}
              </MetricTitle>
            )}
          </Head>
        ))}
      </tr>
    </thead>
  );
}

interface HeadProps {
  id: string;
  left?: boolean;
  /** Stays in sight when the table is moved sideways. */
  sticky?: boolean;
  children: (sort: () => void, arrow: ReactNode) => ReactNode;
}

function Head({ id, left = false, sticky = false, children }: HeadProps) {
  const { view, setView } = useNeuronsView();
  const descending = view.sort === `-${id}`;
  const sorted = descending || view.sort === id;
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (descending ? "descending" : "ascending") : "none"}
      className={`top-0 border-b border-line bg-raised px-2 py-1.5 font-medium whitespace-nowrap text-soft aria-[sort=ascending]:text-ink aria-[sort=descending]:text-ink ${left ? "text-left" : "text-right"} ${sticky ? "sticky left-0 z-20" : "sticky z-10"}`}
    >
      {children(
        () => setView({ sort: nextSort(id, view.sort) }),
        sorted && <Arrow aria-hidden className="ml-0.5 inline size-3 align-[-1px]" />,
      )}
    </th>
  );
}

/** Ranks and neurons begin with the first, everything else with the largest. */
function nextSort(id: string, sort: string): string {
  const first = /^(rank|neuron|regime)/.test(id) ? id : `-${id}`;
  const other = first === id ? `-${id}` : id;
  return sort === first ? other : first;
}
