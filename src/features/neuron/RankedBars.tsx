import type { ReactNode } from "react";
import { formatNumber } from "~/charts/format/formatNumber";

interface Props {
  heading: string;
  entries: { key: number; name: ReactNode; value: number }[];
  /** The value of a whole bar. */
  most: number;
}

/** A short list with the size of each value drawn behind it. */
export function RankedBars({ heading, entries, most }: Props) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-sm text-soft">{heading}</h3>
      <ol className="space-y-px">
        {entries.map(({ key, name, value }) => (
          <li key={key} className="relative flex justify-between gap-2 px-1.5 py-0.5">
            <span
              aria-hidden
              className="absolute inset-y-0 left-0 rounded-xs"
              style={{
                width: `${most > 0 ? (100 * Math.abs(value)) / most : 0}%`,
                background: `color-mix(in srgb, var(${value > 0 ? "--above" : "--below"}) 22%, transparent)`,
              }}
            />
            <span className="relative min-w-0 truncate">{name}</span>
            <span className="relative font-mono text-sm tabular-nums">{formatNumber(value)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
