"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useRunView } from "../live/RunProvider";
import { isTabOf, tabs } from "./tabs";

/** The screens of a run. The step goes with you from one to the next. */
export function RunTabs() {
  const { runId, hrefOf: addressed } = useRunView();
  const path = usePathname();
  return (
    <nav aria-label="Screens of this run" className="flex gap-1 overflow-x-auto border-b border-line px-2">
      {tabs.map(({ label, hrefOf }) => (
        <Link
          key={label}
          href={addressed(hrefOf(runId))}
          aria-current={isTabOf(path, hrefOf(runId)) ? "page" : undefined}
          className="border-b-2 border-transparent px-2.5 py-1.5 text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
