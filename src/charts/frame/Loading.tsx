/** Room for what is on its way. It says so only after 300 ms, so that quick answers do not flicker. */
export function Loading({ height }: { height: number }) {
  return (
    <div className="grid place-items-center" style={{ minHeight: height }} role="status">
      <p className="shown-late text-[13px] text-(--ink-soft)">Loading</p>
    </div>
  );
}
