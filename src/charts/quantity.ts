/** What an axis measures: name, unit, and the factor from the stored number to that unit. */
export interface Quantity {
  label: string;
  unit: string | null;
  /** A shorter name for the axis. */
  axis?: string;
  factor?: number;
}

/** A stored column in the quantity's unit. */
export const inUnit = ({ factor = 1 }: Quantity, values: (number | null)[]): (number | null)[] =>
  factor === 1 ? values : values.map((value) => (value === null ? null : value * factor));
