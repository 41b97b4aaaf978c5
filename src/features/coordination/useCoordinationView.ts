"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const address = {
  dimension: parseAsString,
  coactivation: parseAsString,
  places: parseAsString,
  modularity: parseAsString,
  communities: parseAsString,
  entropy: parseAsString,
  frequency: parseAsString,
  routing: parseAsStringLiteral(["moved", "loss"]),
  information: parseAsString,
  /** The statistic whose null is shown. */
  statistic: parseAsString,
};

/** How the Coordination screen is looked at; in the address. */
export function useCoordinationView() {
  const [view, setView] = useQueryStates(address);
  return { view, setView: (change: Partial<typeof view>) => void setView(change) };
}
