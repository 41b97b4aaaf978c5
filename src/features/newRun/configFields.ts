import { z } from "zod";
import { formatInteger } from "~/charts/format/formatNumber";

/** One value of a run's config, as the form shows it. */
export interface ConfigField {
  /** ["model", "layers"] */
  path: readonly string[];
  /** "model.layers", as errors name it. */
  key: string;
  label: string;
  kind: "number" | "text" | "choice" | "flag";
  choices: readonly string[];
  /** As one would type it; "" when it has none. */
  standard: string;
  /** "1 to 24; d_model, a multiple of heads" */
  hint: string;
}

export interface ConfigGroup {
  name: string;
  fields: ConfigField[];
}

const Property = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  description: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
});
const Group = z.object({ type: z.literal("object"), properties: z.record(z.string(), z.unknown()) });

/** The form, read off the schema: what the schema learns to take, the form can give. */
export function configGroups(config: z.ZodType): ConfigGroup[] {
  const schema = z
    .object({ properties: z.record(z.string(), z.unknown()) })
    .parse(z.toJSONSchema(config, { io: "input" }));
  const own: ConfigField[] = [];
  const groups: ConfigGroup[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const group = Group.safeParse(property);
    if (!group.success) own.push(fieldOf([name], property));
    else {
      groups.push({ name, fields: fieldsOf([name], group.data.properties) });
    }
  }
  return [{ name: "run", fields: own }, ...groups];
}

/** Groups within a group are not set apart: "measure.influence.mode". */
function fieldsOf(path: readonly string[], properties: Record<string, unknown>): ConfigField[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const inner = [...path, name];
    const group = Group.safeParse(property);
    return group.success ? fieldsOf(inner, group.data.properties) : [fieldOf(inner, property)];
  });
}

function fieldOf(path: readonly string[], property: unknown): ConfigField {
  const { type, description, ...rest } = Property.parse(property);
  const number = type === "integer" || type === "number";
  const range = number ? rangeOf(rest) : "";
  return {
    path,
    key: path.join("."),
    label: path
      .slice(Math.min(1, path.length - 1))
      .map(inWords)
      .join(" "),
    kind: rest.enum ? "choice" : number ? "number" : type === "boolean" ? "flag" : "text",
    choices: rest.enum ?? [],
    standard: rest.default === undefined ? "" : String(rest.default),
    hint: [range, description].filter(Boolean).join("; "),
  };
}

type Range = Pick<z.infer<typeof Property>, "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum">;

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Range): string {
  // Zod names the largest safe integer where a schema names none.
  const top = [maximum, exclusiveMaximum].find(
    (value) => value !== undefined && value < Number.MAX_SAFE_INTEGER,
  );
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? String(minimum) : null;
  if (low !== null && top !== undefined) return `${low} to ${inDigits(top)}`;
  if (exclusiveMinimum !== undefined)
    return `above ${exclusiveMinimum}${top === undefined ? "" : `, at most ${inDigits(top)}`}`;
  return low === null ? "" : `at least ${low}`;
}

const inDigits = (value: number) => (Number.isInteger(value) ? formatInteger(value) : String(value));

/** "learningRate" → "learning rate", "mlpWidth" → "MLP width" */
const inWords = (name: string) =>
  name.replace(/[A-Z0-9]+/g, (part) => ` ${part.toLowerCase()}`).replace(/^mlp\b/, "MLP");
