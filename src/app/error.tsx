"use client";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div role="alert" className="mx-auto max-w-xl px-4 py-16">
      <h1 className="text-xl font-semibold">This page could not be drawn</h1>
      <p className="mt-2 text-soft">
        {error.digest === undefined
          ? error.message
          : `The server's log has the reason under ${error.digest}.`}{" "}
        Nothing that was measured is lost.
      </p>
      <button
        type="button"
        onClick={reset}
        className="mt-4 rounded-md border border-line bg-raised px-3 py-1.5 hover:bg-surface"
      >
        Try again
      </button>
    </div>
  );
}
