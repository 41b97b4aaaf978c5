"use client";

import { Check, Columns3 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { button } from "../shell/buttonStyle";
import { menuContent, menuItem } from "../shell/menuStyle";
import { columnGroups } from "./neuronColumn";
import { defaultColumns, neuronColumns } from "./neuronColumns";
import { useNeuronsView } from "./useNeuronsView";

/** Which columns are shown. Those without numbers at this step are named, and cannot be chosen. */
export function ColumnMenu({ available }: { available: ReadonlySet<string> }) {
  const { view, setView } = useNeuronsView();
  const shown = new Set(view.columns ?? defaultColumns);
  const toggle = (id: string) => {
    const next = new Set(shown);
    if (!next.delete(id)) next.add(id);
    setView({ columns: neuronColumns.map((column) => column.id).filter((other) => next.has(other)) });
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={button}>
        <Columns3 aria-hidden />
        Columns
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className={`${menuContent} max-h-[70dvh] w-72 overflow-y-auto`}
        >
          {columnGroups.map((group) => (
            <DropdownMenu.Group key={group}>
              <DropdownMenu.Label className="px-2 pt-2 pb-1 text-sm text-soft">{group}</DropdownMenu.Label>
              {neuronColumns
                .filter((column) => column.group === group)
                .map(({ id, label }) => (
                  <DropdownMenu.CheckboxItem
                    key={id}
                    checked={shown.has(id)}
                    disabled={!available.has(id)}
                    // The menu stays open: one chooses several.
                    onSelect={(event) => event.preventDefault()}
                    onCheckedChange={() => toggle(id)}
                    className={menuItem}
                  >
                    <span className="grid size-4 place-items-center">
                      <DropdownMenu.ItemIndicator>
                        <Check className="size-3.5" aria-hidden />
                      </DropdownMenu.ItemIndicator>
                    </span>
                    {label}
                    <span className="ml-auto font-mono text-xs text-soft">
                      {available.has(id) ? id : "not measured"}
                    </span>
                  </DropdownMenu.CheckboxItem>
                ))}
            </DropdownMenu.Group>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={menuItem} onSelect={() => setView({ columns: null })}>
            The usual columns
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
