"use client";

import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";

export interface MenuEntry {
  label: string;
  onSelect: () => void;
}

/** The three dots of a panel. */
export function ChartMenu({ label, entries }: { label: string; entries: MenuEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={label}
        className="grid size-6 place-items-center rounded text-(--ink-soft) hover:bg-(--surface) hover:text-(--ink)"
      >
        <Ellipsis size={15} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-40 rounded-md border border-(--line) bg-(--overlay) p-1 text-[13px] text-(--ink) shadow-lg"
        >
          {entries.map(({ label: words, onSelect }) => (
            <DropdownMenu.Item
              key={words}
              onSelect={onSelect}
              className="cursor-default rounded px-2 py-1 outline-none data-highlighted:bg-(--surface)"
            >
              {words}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
