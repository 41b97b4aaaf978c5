import type { ChartTable } from "./chartTable";

const cell = (value: number | string | null) => {
  if (value === null) return "";
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180; numbers with every digit they have, an empty cell where there is none. */
export function tableToCsv({ columns, rows }: ChartTable): string {
  const lines = [columns.map(({ label }) => label), ...rows].map((row) => row.map(cell).join(","));
  return lines.join("\r\n") + "\r\n";
}
