"use client";

import { Popover } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { type MetricName, metrics } from "~/core/metrics";
import { MetricCard } from "./MetricCard";

const HOVER_MS = 250;

interface Props {
  name: MetricName;
  children?: ReactNode;
  /** What a click does instead of opening the card: the head of a column sorts. */
  onPress?: () => void;
}

/** A title that explains itself: on hover, and on a click or a tap for those who do not hover. */
export function MetricTitle({ name, children, onPress }: Props) {
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hover = (next: boolean) => () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), HOVER_MS);
  };
  const mouse = { onMouseEnter: hover(true), onMouseLeave: hover(false) };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        {...mouse}
        onClick={
          onPress &&
          ((event) => {
            event.preventDefault();
            clearTimeout(timer.current);
            setOpen(false);
            onPress();
          })
        }
        className="max-w-full truncate rounded-sm underline decoration-line decoration-dotted decoration-from-font underline-offset-4 hover:decoration-faint"
      >
        {children ?? metrics[name].title}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          {...mouse}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          onOpenAutoFocus={(event) => event.preventDefault()}
          aria-label={metrics[name].title}
          className="z-50 w-96 max-w-[calc(100vw-24px)] rounded-md border border-line bg-overlay p-3 text-base text-ink shadow-lg"
        >
          <p className="mb-1 font-semibold">{metrics[name].title}</p>
          <MetricCard name={name} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
