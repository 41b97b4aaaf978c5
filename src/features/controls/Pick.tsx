"use client";

import { useId } from "react";

interface PickProps {
  label: string;
  value: string;
  options: readonly string[];
  onChange: (value: string) => void;
}

/** One of many, by name. */
export function Pick({ label, value, options, onChange }: PickProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 items-center gap-2">
      <label htmlFor={id} className="text-soft">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.stopPropagation()}
        className="h-7 min-w-0 rounded-md border border-line bg-raised px-2 font-mono text-sm text-ink"
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </div>
  );
}
