"use client";

import { useId } from "react";
import { field as fieldStyle } from "../shell/buttonStyle";
import type { ConfigField } from "./configFields";

interface Props {
  field: ConfigField;
  text: string;
  problem: string | undefined;
  onText: (text: string) => void;
}

/** One value of the config: empty means its default, which it shows. */
export function ConfigFieldInput({ field, text, problem, onText }: Props) {
  const { key, label, kind, choices, standard, hint } = field;
  const id = useId();
  const described = { "aria-invalid": problem !== undefined, "aria-describedby": `${id}-hint` };
  if (kind === "flag") {
    return (
      <div>
        <label className="flex items-center gap-2 font-medium">
          <input
            type="checkbox"
            name={key}
            checked={(text || standard) === "true"}
            onChange={({ target }) => onText(String(target.checked))}
            {...described}
          />
          <span className="first-letter:uppercase">{label}</span>
        </label>
        <p id={`${id}-hint`} className="mt-1 text-sm text-soft">
          {hint}
        </p>
      </div>
    );
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium first-letter:uppercase">
        {label}
      </label>
      {kind === "choice" ? (
        <select
          id={id}
          name={key}
          value={text || standard}
          onChange={({ target }) => onText(target.value)}
          className={fieldStyle}
          {...described}
        >
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          name={key}
          value={text}
          placeholder={standard || (kind === "number" ? "no limit" : "")}
          inputMode={kind === "number" ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onText(target.value)}
          className={`${fieldStyle} ${kind === "number" ? "digits" : ""}`}
          {...described}
        />
      )}
      <p id={`${id}-hint`} className={`mt-1 text-sm ${problem === undefined ? "text-soft" : "text-bad"}`}>
        {problem ?? hint}
      </p>
    </div>
  );
}
