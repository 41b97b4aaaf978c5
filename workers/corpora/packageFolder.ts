import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AppError } from "~/core/errors";

const require = createRequire(import.meta.url);

/**
 * Where an installed package lies, for packages that hold data rather than code.
 *
 * @throws AppError unavailable when it is not installed
 */
export function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? [])
    .map((path) => join(path, name))
    .find((path) => existsSync(path));
  if (folder === undefined)
    throw new AppError("unavailable", `The package ${name} is not installed. Run npm ci.`);
  return folder;
}
