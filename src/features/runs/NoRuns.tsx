import Link from "next/link";

/** An empty list says how to fill it. */
export function NoRuns() {
  return (
    <div className="rounded-md border border-line bg-raised px-4 py-10 text-center">
      <p className="text-lg font-medium">No run yet</p>
      <p className="mx-auto mt-1 max-w-[60ch] text-soft">
        Start one from the{" "}
        <Link href="/runs/new" className="text-accent underline">
          form
        </Link>
        , or from a terminal:
      </p>
      <pre className="mx-auto mt-3 inline-block max-w-full overflow-x-auto rounded-md border border-line bg-surface px-3 py-2 text-left font-mono text-sm">
        npm run plateau -- train --config run.json
      </pre>
    </div>
  );
}
