const regimes = [
  { name: "plateau", color: "var(--plateau)", opacity: 0.5 },
  { name: "power law", color: "var(--power-law)", opacity: 0.4 },
  { name: "decay", color: "var(--decay)", opacity: 0.35 },
];

/** What is drawn, what the tints mean and, where there is room, the step under the pointer in words. */
export function RegimeLegend({ lead, words }: { lead: string | null; words: string | null }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 pl-1 text-[12px] text-(--ink-soft)">
      {lead !== null && <span className="text-(--ink)">{lead}</span>}
      {regimes.map(({ name, color, opacity }) => (
        <span key={name} className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs" style={{ background: color, opacity }} aria-hidden />
          {name}
        </span>
      ))}
      <span className="flex items-center gap-1.5">
        <span className="hatched size-2.5 rounded-xs border border-(--line)" aria-hidden />
        absent
      </span>
      {words !== null && <span className="min-w-0 grow basis-80 text-(--ink)">{words}</span>}
    </div>
  );
}
