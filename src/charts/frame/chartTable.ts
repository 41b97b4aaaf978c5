/** The data behind a chart: its twin for screen readers, and its CSV. */
export interface ChartTable {
  columns: { label: string; integer?: boolean }[];
  rows: (number | string | null)[][];
}
