import type { ReactNode } from "react";

/** The name of a page, with its actions at the right. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-3 py-2">
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </header>
  );
}
