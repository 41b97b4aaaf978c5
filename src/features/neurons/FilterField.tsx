"use client";

import { ListFilter } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import { button, field } from "../shell/buttonStyle";
import { menuContent, menuItem } from "../shell/menuStyle";
import { useNeuronsView } from "./useNeuronsView";

/** A filter as one types it, with examples to start from. */
export function FilterField({ noiseFloorRank }: { noiseFloorRank: number | null }) {
  const { view, setView } = useNeuronsView();
  const input = useRef<HTMLInputElement>(null);
  useHotkeys("f", () => input.current?.focus(), { preventDefault: true });
  const examples = [
    { filter: "regime=plateau", means: "On the plateau" },
    ...(noiseFloorRank === null || noiseFloorRank === 0
      ? []
      : [{ filter: `rank<=${noiseFloorRank}`, means: "Told from zero" }]),
    { filter: "normShare>50", means: "Acting through the final norm" },
    { filter: "signed<0", means: "Suppressing rare tokens" },
    { filter: "rank<34 rankCommon>100", means: "Leading for rare tokens only" },
  ];
  return (
    <div className="flex min-w-0 grow items-center gap-1">
      <input
        ref={input}
        type="search"
        aria-label="Filter neurons"
        placeholder="rank<34 cos>0.2 regime=plateau"
        title="Conditions, all of which must hold; in the units shown. A number alone is a neuron. Press f."
        value={view.filter}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setView({ filter: event.target.value })}
        className={`${field} max-w-md min-w-40 font-mono`}
      />
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={button}>
          <ListFilter aria-hidden />
          <span className="max-sm:sr-only">Examples</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="start" sideOffset={4} className={menuContent}>
            {examples.map(({ filter, means }) => (
              <DropdownMenu.Item key={filter} className={menuItem} onSelect={() => setView({ filter })}>
                {means}
                <span className="ml-auto pl-6 font-mono text-xs text-soft">{filter}</span>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
