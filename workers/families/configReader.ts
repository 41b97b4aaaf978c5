import { AppError } from "~/core/errors";

/** Reads a configuration key by key. What is wrong is an AppError checkpoint_unreadable that names key and value. */
export interface ConfigReader {
  /** undefined where it is absent or null. */
  readonly find: (key: string) => unknown;
  /** A whole number from 1 on. The first of `keys` that is there. */
  readonly size: (keys: string | readonly string[], fallback?: number) => number;
  readonly number: (key: string, fallback?: number) => number;
  /** null where it is absent. */
  readonly findNumber: (key: string) => number | null;
  readonly flag: (key: string, fallback: boolean) => boolean;
  /** null where it is absent. */
  readonly findFlag: (key: string) => boolean | null;
  /** Translates one of the names that are known. */
  readonly choice: <T>(key: string, known: Readonly<Record<string, T>>, fallback?: string) => T;
  /** For a key of which only one value can be run here. */
  readonly only: (key: string, value: string | number | boolean) => void;
  /** A nested object as a reader of its own, or null. */
  readonly findNested: (key: string) => ConfigReader | null;
  readonly numbers: (key: string) => readonly number[];
  readonly fail: (key: string, allowed: string) => never;
}

/** @param place what messages call it: the path of config.json, then the key it is nested under */
export function readConfig(config: Readonly<Record<string, unknown>>, place: string): ConfigReader {
  const find = (key: string): unknown =>
    Object.hasOwn(config, key) ? (config[key] ?? undefined) : undefined;
  const fail = (key: string, allowed: string): never => {
    const value = find(key);
    const is = value === undefined ? "is missing" : `is ${shorten(JSON.stringify(value))}`;
    throw new AppError("checkpoint_unreadable", `${place}: ${key} ${is}; it must be ${allowed}.`);
  };
  const number = (key: string, fallback?: number): number => {
    const value = find(key) ?? fallback;
    return typeof value === "number" && Number.isFinite(value) ? value : fail(key, "a number");
  };
  const flag = (key: string, fallback: boolean): boolean => {
    const value = find(key) ?? fallback;
    return typeof value === "boolean" ? value : fail(key, "true or false");
  };

  return {
    find,
    number,
    fail,
    size: (keys, fallback) => {
      const names = typeof keys === "string" ? [keys] : keys;
      const key = names.find((name) => find(name) !== undefined) ?? names[0]!;
      const value = find(key) ?? fallback;
      const isSize = typeof value === "number" && Number.isInteger(value) && value >= 1 && value < 2 ** 31;
      return isSize ? value : fail(key, "a whole number from 1 on");
    },
    findNumber: (key) => (find(key) === undefined ? null : number(key)),
    flag,
    findFlag: (key) => (find(key) === undefined ? null : flag(key, false)),
    choice: (key, known, fallback) => {
      const value = find(key) ?? fallback;
      if (typeof value === "string" && Object.hasOwn(known, value)) return known[value]!;
      return fail(key, `one of ${Object.keys(known).join(", ")}`);
    },
    only: (key, value) => {
      if ((find(key) ?? value) !== value) fail(key, String(value));
    },
    findNested: (key) => {
      const value = find(key);
      if (value === undefined) return null;
      return isRecord(value) ? readConfig(value, `${place}: ${key}`) : fail(key, "an object");
    },
    numbers: (key) => {
      const value = find(key);
      const isList = Array.isArray(value) && value.every((entry) => Number.isFinite(entry));
      return isList ? (value as number[]) : fail(key, "a list of numbers");
    },
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
