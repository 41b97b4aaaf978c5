import { NamedCell } from "~/core/cells";
import type { Timeline } from "../live/RunProvider";

export interface OlderCells {
  /** Where something was measured by an earlier version of its cell, which does not compare with what is measured today. */
  steps: number[];
  cells: NamedCell[];
}

export function olderCells(checkpoints: Timeline["checkpoints"]): OlderCells {
  const older = checkpoints.flatMap(({ step, cells }) =>
    cells.flatMap(({ cell, isOlder }) => (isOlder ? [{ step, cell }] : [])),
  );
  return {
    steps: [...new Set(older.map(({ step }) => step))],
    cells: NamedCell.options.filter((name) => older.some(({ cell }) => cell === name)),
  };
}
