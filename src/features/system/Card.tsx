import type { ReactNode } from "react";

/** A titled box of the System pages. */
export function Card({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0 rounded-md border border-line bg-raised p-3">
      <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
      {children}
    </section>
  );
}

export const tableHead =
  "border-b border-line text-left text-sm text-soft [&>th]:px-2 [&>th]:py-1 [&>th]:font-medium";
export const tableRow = "[&>td]:px-2 [&>td]:py-1.5 [&>td]:align-top";
