"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const address = {
  matrix: parseAsString,
  method: parseAsString,
  shape: parseAsStringLiteral(["histogram", "ccdf"]).withDefault("histogram"),
};

/** How the Spectra screen is looked at; in the address. */
export function useSpectraView() {
  const [view, setView] = useQueryStates(address);
  return { view, setView: (change: Partial<typeof view>) => void setView(change) };
}
