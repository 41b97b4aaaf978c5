import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import type { CellValue, NeuronColumn } from "./neuronColumn";

/** A cell as a reader sees it; its unit stands at the head of the column. */
export function formatCell(value: CellValue, kind: NeuronColumn["kind"]): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  if (kind === "count") return formatInteger(value);
  return formatNumber(value, kind === "share" ? 2 : 3);
}
