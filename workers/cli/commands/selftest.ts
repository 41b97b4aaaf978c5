import { AppError } from "~/core/errors";
import { readEnv } from "~/env";
import { openBackend } from "~workers/backends/openBackend";
import { runSelftest, type SelftestRow } from "../selftest/runSelftest";

/**
 * Recomputes cases with known answers on this machine.
 *
 * @throws AppError not_measurable when one comes out wrong
 */
export async function selftest({ json }: { json?: boolean }): Promise<void> {
  const env = readEnv();
  const backend = await openBackend({
    name: env.PLATEAU_BACKEND,
    threads: env.PLATEAU_THREADS,
    allowSoftwareGpu: env.PLATEAU_ALLOW_SOFTWARE_GPU === "on",
  });
  if (!json) console.log(backend.description);
  const checks = await runSelftest(backend, json ? undefined : printer());
  if (json) console.log(JSON.stringify({ backend: backend.description, checks }, null, 2));

  const wrong = checks.filter(({ holds }) => !holds);
  if (wrong.length === 0) return;
  throw new AppError(
    "not_measurable",
    `${wrong.length} of ${checks.length} checks came out wrong on this machine.`,
  );
}

/** Prints each row as it comes, under the heading of its group. */
function printer(): (row: SelftestRow) => void {
  let heading = "";
  return ({ group, name, value, expected, tolerance, holds }) => {
    if (group !== heading) console.log(`\n${group}`);
    heading = group;
    console.log(`${holds ? "✓" : "✗"} ${name}: ${short(value)} (${short(expected)} ± ${short(tolerance)})`);
  };
}

const short = (value: number) => String(Number(value.toPrecision(4)));
