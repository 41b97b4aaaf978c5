"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenu } from "radix-ui";
import { menuContent, menuItem } from "./menuStyle";

const themes = [
  { id: "system", label: "As the system", icon: Monitor },
  { id: "light", label: "Light", icon: Sun },
  { id: "dark", label: "Dark", icon: Moon },
];

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label="Theme"
        className="grid size-10 place-items-center rounded-md text-soft hover:bg-surface hover:text-ink"
      >
        {/* Which of the two shows is for CSS to say: the server does not know the theme. */}
        <Sun className="size-[18px] dark:hidden" strokeWidth={1.75} aria-hidden />
        <Moon className="hidden size-[18px] dark:block" strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content side="right" align="end" sideOffset={4} className={menuContent}>
          <DropdownMenu.RadioGroup value={theme ?? "system"} onValueChange={setTheme}>
            {themes.map(({ id, label, icon: Icon }) => (
              <DropdownMenu.RadioItem key={id} value={id} className={menuItem}>
                <Icon className="size-4" aria-hidden />
                {label}
                <DropdownMenu.ItemIndicator className="ml-auto text-accent">●</DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
