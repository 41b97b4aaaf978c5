"use client";

import { Tooltip } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

interface Props extends ComponentProps<"button"> {
  label: string;
  /** "Space", "l": shown beside the label. */
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

/** A button that shows an icon and says its name on hover, on focus and to a screen reader. */
export function IconButton({ label, shortcut, side = "bottom", children, className = "", ...button }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          className={`grid size-8 place-items-center rounded-md text-soft hover:bg-surface hover:text-ink aria-pressed:text-accent disabled:opacity-40 [&_svg]:size-4 ${className}`}
          {...button}
        >
          {children}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-[min(36rem,94vw)] rounded-md border border-line bg-overlay px-2 py-1 text-sm text-ink shadow-lg"
        >
          {label}
          {shortcut !== undefined && <kbd className="ml-2 font-mono text-xs text-soft">{shortcut}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
