import { formatInteger, formatNumber } from "../format/formatNumber";
import type { ChartTable } from "./chartTable";

const mostRows = 500;

/** The chart's data as a table, for those who read rather than look. */
export function TableTwin({ table: { columns, rows }, caption }: { table: ChartTable; caption: string }) {
  const cell = (value: number | string | null, column: number) => {
    if (typeof value === "string") return value;
    return columns[column]?.integer === true ? formatInteger(value) : formatNumber(value);
  };
  return (
    <div
      className="mt-2 max-h-72 overflow-auto border-t border-(--line)"
      tabIndex={0}
      role="region"
      aria-label="Data table"
    >
      <table className="w-full border-collapse text-[12px] tabular-nums">
        <caption className="py-1 text-left text-(--ink-soft)">
          {caption}
          {rows.length > mostRows &&
            ` The first ${mostRows} of ${formatInteger(rows.length)} rows; the CSV has all.`}
        </caption>
        <thead>
          <tr className="border-b border-(--line) text-right text-(--ink-soft)">
            {columns.map(({ label }, i) => (
              <th key={i} scope="col" className="px-2 py-1 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row, i) => (
            <tr key={i} className="text-right font-mono">
              {row.map((value, column) => (
                <td key={column} className="px-2 py-0.5">
                  {cell(value, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
