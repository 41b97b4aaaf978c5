import type { z } from "zod";
import { AppError } from "./errors";

/**
 * @throws AppError invalid_config, one line per wrong value: its key, the value and what is allowed
 */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new AppError("invalid_config", result.error.issues.map(describeIssue).join("\n"));
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const within = issue.path.length > 0 ? ` in ${issue.path.join(".")}` : "";
    return `${issue.keys.join(", ")}: unknown key${within}`;
  }
  const key = issue.path.length > 0 ? issue.path.join(".") : "config";
  const value = issue.input === undefined ? "" : ` (is ${JSON.stringify(issue.input)})`;
  return `${key}: ${issue.message}${value}`;
}
