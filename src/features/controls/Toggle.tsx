"use client";

interface ToggleProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Something drawn or not. */
export function Toggle({ label, on, onChange }: ToggleProps) {
  return (
    <label className="flex h-7 items-center gap-1.5">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="size-3.5 accent-(--accent)"
      />
      {label}
    </label>
  );
}
