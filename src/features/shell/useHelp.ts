"use client";

import { parseAsBoolean, useQueryState } from "nuqs";

/** Whether the help sheet is open: in the address, so that a link can point at it and Back closes it. */
export function useHelp() {
  const [open, setOpen] = useQueryState("help", parseAsBoolean.withDefault(false));
  return {
    open,
    show: () => void setOpen(true),
    toggle: () => void setOpen(!open),
    setOpen: (next: boolean) => void setOpen(next ? true : null),
  };
}
