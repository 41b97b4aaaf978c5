"use client";

import Link from "next/link";
import { useHotkeys } from "react-hotkeys-hook";
import { Sheet } from "./Sheet";
import { shortcuts } from "./shortcuts";
import { useHelp } from "./useHelp";

export function HelpSheet() {
  const { open, setOpen, toggle } = useHelp();
  // By the sign, not by its place: on many keyboards ? is elsewhere.
  useHotkeys("?", toggle, { useKey: true, ignoreModifiers: true, preventDefault: true });
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      title="Keyboard"
      width="26rem"
      description={
        <>
          What the words mean is in the{" "}
          <Link href="/glossary" className="text-accent underline">
            glossary
          </Link>
          ; point at a title for its formula.
        </>
      }
    >
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
    </Sheet>
  );
}
