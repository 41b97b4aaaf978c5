import { formatInteger } from "~/charts/format/formatNumber";
import type { MeasurementCell } from "~/core/cells";
import type { Timeline } from "../live/RunProvider";

export interface CellStanding {
  /** For the reader; null where the cell is measured. */
  reason: string | null;
  /** Whether asking for it now would help. */
  canMeasure: boolean;
}

/** Why a cell of the ledger has no numbers at a step, and what can be done about it. */
export function cellStanding(
  checkpoints: Timeline["checkpoints"],
  { step, cell, what }: { step: number; cell: MeasurementCell; what: string },
): CellStanding {
  const at = `step ${formatInteger(step)}`;
  const found = checkpoints.find((checkpoint) => checkpoint.step === step);
  const status = found?.cells.find((other) => other.cell === cell);
  if (!found) return { reason: `There is no checkpoint at ${at}.`, canMeasure: false };
  if (!status) return { reason: `${what} not measured at ${at}.`, canMeasure: true };
  const because = status.reason === null ? "" : `: ${status.reason.replace(/\.$/, "")}`;
  switch (status.state) {
    case "done":
      return { reason: null, canMeasure: false };
    case "running":
      return { reason: `${what} being measured now.`, canMeasure: false };
    case "pending":
      return { reason: `${what} waiting to be measured.`, canMeasure: false };
    case "skipped":
      return { reason: `${what} not measured at ${at}${because}.`, canMeasure: true };
    case "failed":
      return { reason: `Measuring failed at ${at}${because}.`, canMeasure: true };
  }
}
