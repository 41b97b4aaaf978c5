"use client";

import { useSyncExternalStore } from "react";
import type { ChartTheme } from "./palette";

function subscribe(notify: () => void) {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

const current = (): ChartTheme => (document.documentElement.dataset.theme === "dark" ? "dark" : "light");

/** The theme the document shows now: a canvas can't read CSS variables, so it is told. */
export function useChartTheme(): ChartTheme {
  return useSyncExternalStore(subscribe, current, () => "dark" as const);
}
