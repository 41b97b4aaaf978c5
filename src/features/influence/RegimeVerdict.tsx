import type { VerdictLine } from "./regimeVerdict";

/** A fit in words under its curve. */
export function RegimeVerdict({ lines, label }: { lines: VerdictLine[]; label: string }) {
  return (
    <dl
      aria-label={label}
      className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 border-t border-line pt-2"
    >
      {lines.map(({ name, value, remark }) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-soft">{name}</dt>
          <dd className="tabular-nums">
            <span className={value === "absent" ? "text-soft" : "font-medium"}>{value}</span>
            {remark !== null && <span className="text-soft"> · {remark}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
