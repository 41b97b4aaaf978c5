import type { ReactNode } from "react";

/** Where a number can't be had: hatched, with the reason in words, and under it what can be done. */
export function NotMeasurable({
  reason,
  height,
  children,
}: {
  reason: string;
  height: number;
  children?: ReactNode;
}) {
  return (
    <div
      className="hatched grid place-content-center justify-items-center gap-2 rounded"
      style={{ minHeight: height }}
    >
      <p className="max-w-[46ch] rounded bg-(--raised) px-3 py-2 text-center text-[13px] text-(--ink-soft)">
        {reason}
      </p>
      {children}
    </div>
  );
}
