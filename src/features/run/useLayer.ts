"use client";

import { parseAsInteger, useQueryState } from "nuqs";

/** Which layer beside the final one is looked at, in the address; null where nobody chose. */
export function useLayer() {
  const [layer, setLayer] = useQueryState("layer", parseAsInteger);
  return { layer, setLayer: (next: number) => void setLayer(next) };
}
