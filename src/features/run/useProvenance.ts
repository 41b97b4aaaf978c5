"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { MeasurementCell } from "~/core/cells";
import { useLayer } from "./useLayer";

/** Whose making is shown: "how was this made" of one measurement, in the address. */
export function useProvenance() {
  const [cell, setCell] = useQueryState("made", parseAsStringLiteral(MeasurementCell.options));
  const { layer, setLayer } = useLayer();
  return {
    cell,
    /** Of the cell "layer": whose. */
    layer: cell === "layer" ? layer : null,
    close: () => void setCell(null),
    /** An entry for a chart's menu. @param of which layer, for the cell "layer" */
    menuOf: (shown: MeasurementCell, of?: number) => [
      {
        label: "How was this made",
        onSelect: () => {
          if (of !== undefined) setLayer(of);
          void setCell(shown);
        },
      },
    ],
  };
}
