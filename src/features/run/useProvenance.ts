"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { MeasurementCell } from "~/core/cells";

/** Whose making is shown: "how was this made" of one measurement, in the address. */
export function useProvenance() {
  const [cell, setCell] = useQueryState("made", parseAsStringLiteral(MeasurementCell.options));
  return {
    cell,
    close: () => void setCell(null),
    /** An entry for a chart's menu. */
    menuOf: (shown: MeasurementCell) => [{ label: "How was this made", onSelect: () => void setCell(shown) }],
  };
}
