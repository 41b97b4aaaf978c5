import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { AppError } from "~/core/errors";
import { requireDatabase } from "~/db/requireDatabase";
import { type Env, readEnv } from "~/env";
import { type Probe, probeBackends } from "~workers/backends/openBackend";
import { findDatabase } from "../findDatabase";

export interface Diagnosis {
  /** What would compute; null when nothing can, or not what PLATEAU_BACKEND asks for. */
  chosen: string | null;
  /** Why that one. */
  because: string;
  backends: Probe[];
  machine: { node: string; system: string; cpu: string; vectors: string; threads: number; memoryGiB: number };
  database: { reachable: boolean; reason: string | null };
}

/**
 * Says what of this machine Plateau can compute on, what it would choose and why, and what would make the rest of it work.
 *
 * @throws AppError backend_unavailable when nothing can compute, or not what PLATEAU_BACKEND asks for
 */
export async function doctor({ json }: { json?: boolean }): Promise<void> {
  const diagnosis = await diagnose(readEnv());
  console.log(json ? JSON.stringify(diagnosis, null, 2) : describe(diagnosis));
  if (diagnosis.chosen === null) throw new AppError("backend_unavailable", diagnosis.because);
}

async function diagnose(env: Env): Promise<Diagnosis> {
  const backends = await probeBackends({
    threads: env.PLATEAU_THREADS,
    allowSoftwareGpu: env.PLATEAU_ALLOW_SOFTWARE_GPU === "on",
  });
  const asked = env.PLATEAU_BACKEND;
  const wanted = backends.filter(({ name }) => asked === undefined || name === asked);
  const chosen = wanted.find(({ available }) => available);
  return {
    chosen: chosen?.name ?? null,
    because: reasonFor(chosen, asked),
    backends,
    machine: {
      node: process.version,
      system: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? "unknown",
      vectors: vectorInstructions(),
      threads: env.PLATEAU_THREADS ?? availableParallelism(),
      memoryGiB: Math.round((10 * totalmem()) / 2 ** 30) / 10,
    },
    database: await databaseOf(env),
  };
}

function reasonFor(chosen: Probe | undefined, asked: Env["PLATEAU_BACKEND"]): string {
  if (chosen && asked) return "PLATEAU_BACKEND asks for it";
  if (chosen) return "it is the first in this order that runs here";
  if (asked) return `PLATEAU_BACKEND asks for ${asked}, which cannot compute here.`;
  return "Nothing can compute here.";
}

/** The widest ones that the kernels use, as far as the system tells. */
function vectorInstructions(): string {
  if (process.arch === "arm64") return "NEON";
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1]?.split(" ") ?? [];
    const avx512 = flags.includes("avx512f") && flags.includes("avx512vl");
    if (avx512) return flags.includes("amx_bf16") ? "AVX-512 with AMX tiles" : "AVX-512";
    return flags.includes("avx2") && flags.includes("fma") ? "AVX2" : "none that the native kernels need";
  } catch {
    return "unknown";
  }
}

async function databaseOf(env: Env): Promise<Diagnosis["database"]> {
  try {
    await requireDatabase((await findDatabase(env)).databaseUrl);
    return { reachable: true, reason: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { reachable: false, reason: error.message };
  }
}

function describe({ chosen, because, backends, machine, database }: Diagnosis): string {
  const { node, system, cpu, vectors, threads, memoryGiB } = machine;
  return [
    ...backends.flatMap(({ name, available, description, reason, fix }) => [
      `${available ? "✓" : "✗"} ${name.padEnd(10)}  ${available ? description! : reason!}`,
      ...(available ? [] : [`${" ".repeat(14)}${fix!}`]),
    ]),
    chosen === null ? "→ none" : `→ ${chosen}: ${because}`,
    "",
    `machine   ${cpu}, ${vectors}, ${threads} thread${threads === 1 ? "" : "s"}, ${memoryGiB} GiB, ${system}, Node ${node}`,
    `database  ${database.reachable ? "answers" : database.reason!}`,
  ].join("\n");
}
