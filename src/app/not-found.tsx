import Link from "next/link";

export default function NotFound() {
  return (
    <div className="mx-auto max-w-xl px-4 py-16">
      <h1 className="text-xl font-semibold">There is nothing at this address</h1>
      <p className="mt-2 text-soft">
        The run may have been made on another machine, or the address was cut short.
      </p>
      <Link href="/runs" className="mt-4 inline-block text-accent underline">
        See all runs
      </Link>
    </div>
  );
}
