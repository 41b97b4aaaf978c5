/**
 * What is wrong with a file, as the end of a sentence that begins with the file's name. Whoever knows the name makes
 * an AppError of it; any other error is a bug of the reader.
 */
export class FormatError extends Error {
  override readonly name = "FormatError";

  constructor(reason: string, options?: ErrorOptions) {
    super(reason.length > longestReason ? `${reason.slice(0, longestReason)}…` : reason, options);
  }
}

/** A reason that quotes a hostile file could be as long as the file. */
const longestReason = 1000;

export function refuse(reason: string, cause?: unknown): never {
  throw new FormatError(reason, { cause });
}

/** A name out of a file, as it may be shown: one line, not endless. */
export const quote = (name: string) => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
