/** The id of the method a number was made by. */
export function MethodChip({ method }: { method: string }) {
  return <span className="rounded border border-line px-1.5 font-mono text-xs text-soft">{method}</span>;
}
