/** What floats over the page looks the same everywhere. */
export const menuContent =
  "z-50 min-w-44 rounded-md border border-line bg-overlay p-1 text-base text-ink shadow-lg";
export const menuItem =
  "flex items-center gap-2 rounded px-2 py-1.5 outline-none select-none data-[highlighted]:bg-surface data-[disabled]:opacity-40";
