"use client";

import { parseAsFloat, useQueryState } from "nuqs";

/** 0 (raw) … 0.99, in the address. */
export function useSmoothing() {
  const [smoothing, setSmoothing] = useQueryState("smoothing", parseAsFloat.withDefault(0.6));
  return {
    smoothing: Math.min(0.99, Math.max(0, smoothing)),
    setSmoothing: (next: number) => void setSmoothing(next),
  };
}
