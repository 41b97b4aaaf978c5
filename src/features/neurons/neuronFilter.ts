import type { CellValue } from "./neuronColumn";

type Operator = "<=" | ">=" | "!=" | "<" | ">" | "=";

/** One condition of a filter: "rank<34", "cos=-1..0", "regime=plateau", or numbers of neurons "12,40". */
export type Condition =
  | { kind: "neurons"; neurons: ReadonlySet<number> }
  | { kind: "compare"; column: string; operator: Operator; value: number }
  | { kind: "range"; column: string; low: number; high: number }
  | { kind: "word"; column: string; word: string; not: boolean };

export interface NeuronFilter {
  /** All must hold. */
  conditions: Condition[];
  /** What could not be understood, for the reader; the rest of the filter holds. */
  problems: string[];
}

/** A column that can be filtered by. */
interface Filterable {
  id: string;
  kind: "count" | "number" | "share" | "word";
}

/**
 * Reads a filter as one types it: conditions separated by blanks, all of which must hold. Numbers are in the units
 * shown; ids of columns in any case; a lone number is a neuron.
 */
export function parseNeuronFilter(text: string, columns: readonly Filterable[]): NeuronFilter {
  const filter: NeuronFilter = { conditions: [], problems: [] };
  const joined = text.replaceAll("−", "-").replaceAll(/\s*(<=|>=|!=|<|>|=)\s*/g, "$1");
  for (const part of joined.split(/[\s;&]+/).filter((piece) => piece !== "")) {
    const condition = parseCondition(part, columns);
    if (typeof condition === "string") filter.problems.push(condition);
    else filter.conditions.push(condition);
  }
  return filter;
}

function parseCondition(part: string, columns: readonly Filterable[]): Condition | string {
  if (/^\d+(,\d+)*,?$/.test(part)) {
    return { kind: "neurons", neurons: new Set(part.split(",").filter(Boolean).map(Number)) };
  }
  const [, name, operator, value] = /^([^<>=!]+)(<=|>=|!=|<|>|=)(.+)$/.exec(part) ?? [];
  if (name === undefined || operator === undefined || value === undefined) {
    return `“${part}” is no condition; write a column, one of < <= > >= = !=, and a value: rank<34`;
  }
  const column = columns.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (!column) return `There is no column “${name}”; its name is in the list of columns.`;
  return column.kind === "word"
    ? wordCondition(column.id, operator as Operator, value)
    : numberCondition(column.id, operator as Operator, value);
}

function wordCondition(column: string, operator: Operator, value: string): Condition | string {
  if (operator !== "=" && operator !== "!=") {
    return `${column} holds words; compare it with = or !=, not with ${operator}`;
  }
  return { kind: "word", column, word: bare(value), not: operator === "!=" };
}

function numberCondition(column: string, operator: Operator, value: string): Condition | string {
  const [low, high, more] = value.split("..").map((text) => (text === "" ? NaN : Number(text)));
  const isRange = value.includes("..");
  const readable = Number.isFinite(low) && (!isRange || Number.isFinite(high)) && more === undefined;
  if (!readable) return `“${value}” is no number for ${column}; write 0.2, or a range such as 1..34`;
  if (!isRange) return { kind: "compare", column, operator, value: low! };
  if (operator !== "=") return `A range is compared with =: ${column}=${value}`;
  return { kind: "range", column, low: Math.min(low!, high!), high: Math.max(low!, high!) };
}

/** "power law" and "powerlaw" are the same. */
const bare = (word: string) => word.toLowerCase().replaceAll(/[^a-z]/g, "");

const comparisons: Record<Operator, (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/**
 * Whether a neuron meets a condition. What is not measured meets none.
 *
 * @param cell its value in the condition's column
 */
export function meets(condition: Condition, neuron: number, cell: (column: string) => CellValue): boolean {
  if (condition.kind === "neurons") return condition.neurons.has(neuron);
  const value = cell(condition.column);
  if (condition.kind === "word") {
    return typeof value === "string" && (bare(value) === condition.word) !== condition.not;
  }
  if (typeof value !== "number") return false;
  if (condition.kind === "range") return value >= condition.low && value <= condition.high;
  return comparisons[condition.operator](value, condition.value);
}
