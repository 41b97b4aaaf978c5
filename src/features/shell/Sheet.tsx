"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** How wide it may grow. */
  width: "26rem" | "40rem";
  children: ReactNode;
}

const widths = { "26rem": "w-[min(26rem,calc(100vw-2rem))]", "40rem": "w-[min(40rem,calc(100vw-2rem))]" };

/** What lies over the page until it is closed: by Esc, by the cross, by a click beside it. */
export function Sheet({ open, onOpenChange, title, description, width, children }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <Dialog.Content
          className={`fixed top-1/2 left-1/2 z-50 max-h-[85dvh] ${widths[width]} -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line bg-overlay p-4 shadow-xl`}
        >
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="-mt-1 -mr-1 grid size-8 place-items-center rounded-md text-soft hover:bg-surface hover:text-ink [&_svg]:size-4"
            >
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <Dialog.Description className="mt-1 text-soft">{description}</Dialog.Description>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
