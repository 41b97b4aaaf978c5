import type { SourceEntry } from "./checkpointSource";

/** By step, those without one last, then by name. */
export function byStep<T extends Pick<SourceEntry, "step" | "label">>(entries: readonly T[]): T[] {
  const place = ({ step }: T) => step ?? Number.MAX_SAFE_INTEGER;
  return [...entries].sort((a, b) => place(a) - place(b) || (a.label < b.label ? -1 : 1));
}
