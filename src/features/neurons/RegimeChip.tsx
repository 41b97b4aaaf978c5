const tints: Record<string, string> = {
  plateau: "var(--plateau)",
  "power law": "var(--power-law)",
  decay: "var(--decay)",
};

/** A regime by its word and its tint; none is hatched. */
export function RegimeChip({ regime }: { regime: string }) {
  const tint = tints[regime];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span
        aria-hidden
        className={`size-2.5 rounded-xs ${tint === undefined ? "hatched border border-line" : ""}`}
        style={tint === undefined ? undefined : { background: tint, opacity: 0.7 }}
      />
      {regime}
    </span>
  );
}
