import { createParser } from "nuqs";

/** A yes or no in the address as 1 or 0, which one can read and type. */
export const parseAsFlag = createParser({
  parse: (text) => (text === "1" ? true : text === "0" ? false : null),
  serialize: (flag: boolean) => (flag ? "1" : "0"),
});
