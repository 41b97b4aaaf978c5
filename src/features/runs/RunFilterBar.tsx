"use client";

import { RunState } from "~/core/runState";
import { stateLook } from "../run/stateLook";
import { field } from "../shell/buttonStyle";
import { sortKeys } from "./selectRuns";
import { useRunFilter } from "./useRunFilter";

const sortWords: Record<(typeof sortKeys)[number], string> = {
  newest: "newest first",
  oldest: "oldest first",
  name: "by name",
  progress: "by progress",
};

export function RunFilterBar({ count, of }: { count: number; of: number }) {
  const [{ q, state, sort, archived }, setFilter] = useRunFilter();
  return (
    <div role="search" className="mb-3 flex flex-wrap items-center gap-2">
      <input
        type="search"
        aria-label="Search by name"
        placeholder="Search by name"
        value={q}
        onChange={({ target }) => void setFilter({ q: target.value || null })}
        className={`${field} sm:!w-64`}
      />
      <select
        aria-label="State"
        value={state ?? ""}
        onChange={({ target }) => void setFilter({ state: RunState.safeParse(target.value).data ?? null })}
        className={`${field} !w-auto`}
      >
        <option value="">every state</option>
        {RunState.options.map((option) => (
          <option key={option} value={option}>
            {stateLook[option].word}
          </option>
        ))}
      </select>
      <select
        aria-label="Order"
        value={sort}
        onChange={({ target }) =>
          void setFilter({ sort: sortKeys.find((key) => key === target.value) ?? null })
        }
        className={`${field} !w-auto`}
      >
        {sortKeys.map((key) => (
          <option key={key} value={key}>
            {sortWords[key]}
          </option>
        ))}
      </select>
      <label className="flex items-center gap-1.5 text-soft">
        <input
          type="checkbox"
          checked={archived}
          onChange={({ target }) => void setFilter({ archived: target.checked || null })}
        />
        archived
      </label>
      <span className="ml-auto text-sm text-soft digits">
        {count === of ? "" : `${count} of `}
        {of} {of === 1 ? "run" : "runs"}
      </span>
    </div>
  );
}
