/** Where a number can't be had: hatched, with the reason in words. */
export function NotMeasurable({ reason, height }: { reason: string; height: number }) {
  return (
    <div className="hatched grid place-items-center rounded" style={{ minHeight: height }}>
      <p className="max-w-[46ch] rounded bg-(--raised) px-3 py-2 text-center text-[13px] text-(--ink-soft)">
        {reason}
      </p>
    </div>
  );
}
