"use client";

import { ChartMenu } from "~/charts/frame/ChartMenu";
import { useProvenance } from "../run/useProvenance";

/** How the numbers of the table were made: influences by one measurement, everything static by another. */
export function MadeOfNeurons() {
  const { menuOf } = useProvenance();
  return (
    <ChartMenu
      label="Menu of the table of neurons"
      entries={[
        ...menuOf("influence").map((entry) => ({ ...entry, label: "How influences were made" })),
        ...menuOf("frequency").map((entry) => ({ ...entry, label: "How shares via frequency were made" })),
      ]}
    />
  );
}
