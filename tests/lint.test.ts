import { ESLint } from "eslint";
import { expect, test } from "vitest";

const eslint = new ESLint();

/** The rules that fire when `source` stands in the place of the existing file at `filePath`. */
async function firedRules(filePath: string, source: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(source, { filePath });
  return result!.messages.map(({ ruleId }) => ruleId);
}

test.each([
  ["@typescript-eslint/no-explicit-any", "src/core/errors.ts", "export const x = (y: any): unknown => y;"],
  [
    "@typescript-eslint/no-floating-promises",
    "src/core/errors.ts",
    "const p = async () => 1;\np();\nexport {};",
  ],
  ["@typescript-eslint/ban-ts-comment", "src/core/errors.ts", "// @ts-ignore\nexport const x: number = 'a';"],
  ["no-restricted-properties", "src/core/errors.ts", "export const chance = () => Math.random();"],
  ["no-restricted-properties", "src/core/errors.ts", "export const now = () => Date.now();"],
  ["no-restricted-properties", "src/core/errors.ts", "export const port = process.env['PORT'];"],
  ["max-lines", "src/core/errors.ts", "export {};\n".repeat(401)],
])("%s fires in %s", async (rule, filePath, source) => {
  expect(await firedRules(filePath, source)).toContain(rule);
});

test("env.ts may read the environment", async () => {
  expect(await firedRules("src/env.ts", "export const port = process.env['PORT'];")).not.toContain(
    "no-restricted-properties",
  );
});
