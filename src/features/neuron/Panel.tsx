"use client";

import type { ReactNode } from "react";
import type { MeasurementCell } from "~/core/cells";
import { ChartMenu } from "~/charts/frame/ChartMenu";
import { useProvenance } from "../run/useProvenance";

interface Props {
  title: ReactNode;
  /** The method, as a chip. */
  method?: string | undefined;
  /** Whose numbers it shows: "how was this made". */
  made: MeasurementCell;
  children: ReactNode;
}

/** A panel that holds words and lists rather than a chart, with the same head. */
export function Panel({ title, method, made, children }: Props) {
  const { menuOf } = useProvenance();
  return (
    <section className="min-w-0 rounded-md border border-line bg-raised p-3">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="min-w-0 truncate font-medium">{title}</h2>
        {method !== undefined && (
          <span className="shrink-0 rounded border border-line px-1.5 font-mono text-xs text-soft">
            {method}
          </span>
        )}
        <span className="ml-auto">
          <ChartMenu label={`Menu: how ${made} was made`} entries={menuOf(made)} />
        </span>
      </div>
      {children}
    </section>
  );
}
