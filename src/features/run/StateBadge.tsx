import type { RunState } from "~/core/runState";
import { stateLook } from "./stateLook";

export function StateBadge({ state, reason }: { state: RunState; reason: string | null }) {
  const { word, shape, className } = stateLook[state];
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}
      title={reason ?? undefined}
      data-testid="run-state"
    >
      <span aria-hidden className="min-w-3 text-center text-sm leading-none">
        {shape}
      </span>
      {word}
    </span>
  );
}
