const base =
  "inline-flex h-8 items-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap disabled:opacity-40 [&_svg]:size-4";

export const button = `${base} border border-line bg-raised hover:bg-surface`;
export const primaryButton = `${base} bg-accent text-raised hover:opacity-90`;
export const field =
  "h-8 w-full rounded-md border border-line bg-raised px-2 text-ink placeholder:text-soft aria-[invalid=true]:border-bad";
