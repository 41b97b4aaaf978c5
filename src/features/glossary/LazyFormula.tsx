"use client";

import dynamic from "next/dynamic";

/** KaTeX is loaded when the first formula is looked at. */
export const LazyFormula = dynamic(() => import("./Formula"), {
  loading: () => <span className="block h-8" />,
});
