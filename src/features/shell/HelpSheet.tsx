"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { Dialog } from "radix-ui";
import { useHotkeys } from "react-hotkeys-hook";
import { IconButton } from "./IconButton";
import { shortcuts } from "./shortcuts";
import { useHelp } from "./useHelp";

export function HelpSheet() {
  const { open, setOpen, toggle } = useHelp();
  useHotkeys("shift+slash", toggle, { preventDefault: true });
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <Dialog.Content className="fixed top-1/2 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-overlay p-4 shadow-xl">
          <div className="flex items-start justify-between">
            <Dialog.Title className="text-lg font-semibold">Keyboard</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" shortcut="Esc" className="-mt-1 -mr-1">
                <X />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className="mt-1 text-soft">
            What the words mean is in the{" "}
            <Link href="/glossary" className="text-accent underline">
              glossary
            </Link>
            ; hover a title for its formula.
          </Dialog.Description>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
            {shortcuts.map(({ keys, does }) => (
              <div key={does} className="contents">
                <dt className="flex gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="min-w-6 rounded border border-line bg-surface px-1.5 text-center font-mono text-sm"
                    >
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
