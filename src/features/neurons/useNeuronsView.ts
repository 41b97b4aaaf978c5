"use client";

import { parseAsArrayOf, parseAsString, useQueryStates } from "nuqs";

const address = {
  /** Ids of the columns; null: those of a newcomer. */
  columns: parseAsArrayOf(parseAsString),
  sort: parseAsString.withDefault("rank"),
  filter: parseAsString.withDefault(""),
};

/** How the table of neurons is looked at; in the address, so that copying it shares the view. */
export function useNeuronsView() {
  const [view, setView] = useQueryStates(address);
  return { view, setView: (change: Partial<typeof view>) => void setView(change) };
}
