"use client";

import { type SyntheticEvent, useState } from "react";
import { button, primaryButton } from "../shell/buttonStyle";
import { ConfigFieldInput } from "./ConfigFieldInput";
import {
  type ConfigDraft,
  checkDraft,
  draftJson,
  draftTexts,
  emptyDraft,
  serverProblems,
} from "./configDraft";
import type { StartForm } from "./startForms";
import type { useStart } from "./useStart";

interface Props<Config> {
  form: StartForm<Config>;
  start: ReturnType<typeof useStart>;
}

/** A config as a form and, beside it, as the JSON the CLI takes: two views of one thing. */
export function ConfigForm<Config>({ form, start }: Props<Config>) {
  const { schema, groups, fields, describe, verb, command } = form;
  const [draft, setDraft] = useState<ConfigDraft>(emptyDraft);
  const { mutate, isPending, error, reset } = start;
  const texts = draftTexts(draft, fields);
  const json = draftJson(draft, fields);
  const { config, input, problems: found } = checkDraft(draft, fields, schema);
  const problems = { ...(error ? serverProblems(error.message, fields) : {}), ...found };

  const change = (next: ConfigDraft) => {
    reset();
    setDraft(next);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (config) mutate(input);
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className="mb-2 flex flex-wrap justify-end gap-2">
        <button type="button" className={button} onClick={() => change(emptyDraft)}>
          Back to the defaults
        </button>
        <button type="submit" className={primaryButton} disabled={isPending || config === null}>
          {isPending ? "Starting" : verb}
        </button>
      </div>
      <p className="mb-3 max-w-[80ch] text-soft" role="status">
        {config ? describe(config) : "Something below is not allowed yet; it says what is."}
      </p>
      {problems[""] !== undefined && (
        <p role="alert" className="mb-3 text-bad">
          {problems[""]}
        </p>
      )}
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-3">
          {groups.map(({ name, fields: own }) => (
            <fieldset key={name} className="rounded-md border border-line bg-raised p-3">
              <legend className="sr-only">{name}</legend>
              <h2 aria-hidden className="mb-2 text-lg font-semibold first-letter:uppercase">
                {name}
              </h2>
              <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
                {own.map((field) => (
                  <ConfigFieldInput
                    key={field.key}
                    field={field}
                    text={texts[field.key] ?? ""}
                    problem={problems[field.key]}
                    onText={(text) => change({ by: "fields", texts: { ...texts, [field.key]: text } })}
                  />
                ))}
              </div>
            </fieldset>
          ))}
        </div>
        <section className="rounded-md border border-line bg-raised p-3 lg:sticky lg:top-3">
          <h2 className="text-lg font-semibold">As JSON</h2>
          <p className="mt-1 mb-2 text-sm text-soft">
            The file for <code className="font-mono">{command}</code>. What is left out keeps its default.
          </p>
          <textarea
            aria-label="The config as JSON"
            value={json}
            rows={Math.min(28, Math.max(10, json.split("\n").length + 1))}
            spellCheck={false}
            onChange={({ target }) => change({ by: "json", json: target.value })}
            className="w-full resize-y rounded-md border border-line bg-surface p-2 font-mono text-sm"
          />
        </section>
      </div>
    </form>
  );
}
