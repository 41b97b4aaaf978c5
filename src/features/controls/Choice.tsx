"use client";

import { ToggleGroup } from "radix-ui";

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  /** By their values, unless a label says otherwise. */
  options: readonly { value: Value; label?: string }[];
  onChange: (value: Value) => void;
  /** The label is for screen readers only. */
  quiet?: boolean;
}

/** One of a few, side by side. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  quiet = false,
}: ChoiceProps<Value>) {
  return (
    <div className="flex items-center gap-2">
      {!quiet && <span className="text-soft">{label}</span>}
      <ToggleGroup.Root
        type="single"
        aria-label={label}
        value={value}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next);
          if (chosen) onChange(chosen.value);
        }}
        // The arrow keys move between the choices, not between the steps.
        onKeyDown={(event) => event.stopPropagation()}
        className="flex rounded-md border border-line bg-raised p-0.5"
      >
        {options.map((option) => (
          <ToggleGroup.Item
            key={option.value}
            value={option.value}
            className="h-6 rounded px-2 text-soft hover:text-ink data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:ring-1 data-[state=on]:ring-line"
          >
            {option.label ?? option.value}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    </div>
  );
}
