/** What a number is, for the reader: shown in hover cards and in the glossary. */
export interface Metric {
  readonly title: string;
  /** "" for a pure number. */
  readonly unit: string;
  /** One sentence a newcomer understands. */
  readonly sentence: string;
  /** KaTeX. */
  readonly formula: string;
  /** The id under which the number is stored, or the family of ids. */
  readonly method: string;
  readonly source: string;
}
