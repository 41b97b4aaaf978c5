"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useRunView } from "../live/RunProvider";
import { tabs } from "./tabs";

/** The three screens of a run. The step goes with you from one to the next. */
export function RunTabs() {
  const { runId } = useRunView();
  const path = usePathname();
  const search = useSearchParams().toString();
  return (
    <nav aria-label="Screens of this run" className="flex gap-1 border-b border-line px-2">
      {tabs.map(({ label, hrefOf }) => (
        <Link
          key={label}
          href={search === "" ? hrefOf(runId) : `${hrefOf(runId)}?${search}`}
          aria-current={path === hrefOf(runId) ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent px-2.5 py-1.5 text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
