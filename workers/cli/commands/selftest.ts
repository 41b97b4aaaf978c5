import { AppError } from "~/core/errors";
import { readEnv } from "~/env";
import { openBackend } from "~workers/backends/openBackend";
import type { SelfTestCheck } from "~/core/selfTestCheck";
import { allChecks } from "../selftest/allChecks";

/**
 * Recomputes cases with known answers on this machine.
 *
 * @throws AppError not_measurable when one comes out wrong
 */
export async function selftest({ json }: { json?: boolean }): Promise<void> {
  const env = readEnv();
  const backend = await openBackend({ name: env.PLATEAU_BACKEND, threads: env.PLATEAU_THREADS });
  const checks = allChecks(backend);
  if (json) console.log(JSON.stringify({ backend: backend.description, checks }, null, 2));
  else console.log([backend.description, ...checks.map(describe)].join("\n"));

  const wrong = checks.filter(({ holds }) => !holds);
  if (wrong.length === 0) return;
  throw new AppError(
    "not_measurable",
    `${wrong.length} of ${checks.length} checks came out wrong on this machine.`,
  );
}

function describe({ name, value, expected, tolerance, holds }: SelfTestCheck): string {
  return `${holds ? "✓" : "✗"} ${name}: ${value?.toPrecision(4) ?? "nothing"} (${expected} ± ${tolerance})`;
}
