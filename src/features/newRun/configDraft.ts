import type { z } from "zod";
import type { ConfigField } from "./configFields";

/**
 * What has been filled in so far: the text of each field (by its key, fields left at their default absent), or the
 * JSON as it stands in the editor. Whichever was touched last is the truth, the other is drawn from it.
 */
export type ConfigDraft =
  { by: "fields"; texts: Readonly<Record<string, string>> } | { by: "json"; json: string };

export const emptyDraft: ConfigDraft = { by: "fields", texts: {} };

/** The config as JSON text: only what differs from the defaults, as the CLI takes it. */
export function draftJson(draft: ConfigDraft, fields: readonly ConfigField[]): string {
  return draft.by === "json" ? draft.json : JSON.stringify(toInput(draft.texts, fields), null, 2);
}

/** The text of every field; JSON that cannot be read fills none. */
export function draftTexts(draft: ConfigDraft, fields: readonly ConfigField[]): Record<string, string> {
  if (draft.by === "fields") return draft.texts;
  const input = parseJson(draft.json);
  const texts = fields.flatMap(({ key, path }) => {
    const value = path.reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), input);
    return value === undefined
      ? []
      : [[key, typeof value === "string" ? value : JSON.stringify(value)] as const];
  });
  return Object.fromEntries(texts);
}

export interface CheckedDraft<Config> {
  /** null when something is wrong. */
  config: Config | null;
  /** What to send. */
  input: unknown;
  /** By key; "" holds what belongs to no field. */
  problems: Record<string, string>;
}

/** The draft held against the schema, which is the one the CLI and the server use. */
export function checkDraft<Config>(
  draft: ConfigDraft,
  fields: readonly ConfigField[],
  schema: z.ZodType<Config>,
): CheckedDraft<Config> {
  const input = draft.by === "json" ? parseJson(draft.json) : toInput(draft.texts, fields);
  if (input === undefined) return { config: null, input, problems: { "": "This is not JSON yet." } };
  const result = schema.safeParse(input);
  if (result.success) return { config: result.data, input, problems: {} };
  const known = new Set(fields.map(({ key }) => key));
  const problems: Record<string, string> = {};
  for (const { path, message } of result.error.issues) {
    const key = path.join(".");
    const [place, words] = known.has(key)
      ? [key, message]
      : ["", key === "" ? message : `${key}: ${message}`];
    problems[place] = problems[place] === undefined ? words : `${problems[place]} ${words}`;
  }
  return { config: null, input, problems };
}

/** A refusal of the server, whose lines are "key: message (is value)", at the fields it names. */
export function serverProblems(message: string, fields: readonly ConfigField[]): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const line of message.split("\n")) {
    const field = fields.find(({ key }) => line.startsWith(`${key}: `));
    const place = field?.key ?? "";
    const words = field ? line.slice(field.key.length + 2) : line;
    problems[place] = problems[place] === undefined ? words : `${problems[place]} ${words}`;
  }
  return problems;
}

function toInput(
  texts: Readonly<Record<string, string>>,
  fields: readonly ConfigField[],
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { key, path, kind } of fields) {
    const text = texts[key]?.trim() ?? "";
    if (text === "") continue;
    // What is no number stays text, so that the schema refuses it by name.
    const number = Number(text);
    const value =
      kind === "flag" ? text === "true" : kind === "number" && Number.isFinite(number) ? number : text;
    setAt(input, path, value);
  }
  return input;
}

function setAt(input: Record<string, unknown>, [name, ...inner]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  if (inner.length === 0) {
    input[name] = value;
    return;
  }
  const within = isRecord(input[name]) ? input[name] : {};
  input[name] = within;
  setAt(within, inner, value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
