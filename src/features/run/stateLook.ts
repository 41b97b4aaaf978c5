import type { RunState } from "~/core/runState";

/** A state by its word, its shape and its colour: no one has to tell it by colour alone. */
export const stateLook: Record<RunState, { word: string; shape: string; className: string }> = {
  pending: { word: "pending", shape: "○", className: "text-soft" },
  running: { word: "running", shape: "●", className: "text-good" },
  paused: { word: "paused", shape: "❚❚", className: "text-warn" },
  finished: { word: "finished", shape: "■", className: "text-soft" },
  failed: { word: "failed", shape: "✕", className: "text-bad" },
  crashed: { word: "crashed", shape: "◌", className: "text-bad" },
  killed: { word: "stopped", shape: "□", className: "text-soft" },
};
