import { z } from "zod";
import { backendNames } from "./core/backendNames";
import { AppError } from "./core/errors";
import manifest from "../package.json" with { type: "json" };

const port = z.coerce.number().int().min(1).max(65_535);

const Env = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** Where the page is served. Loopback unless told otherwise. */
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port.default(3210),
  /** Any PostgreSQL; without it the embedded one is started. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgresql://")
    .optional(),
  /** Database, checkpoints and corpora. */
  PLATEAU_DATA_DIR: z.string().min(1).default("./data"),
  /** What computes; the first of them that runs here when unset. */
  PLATEAU_BACKEND: z.enum(backendNames).optional(),
  /** Whether a GPU that the CPU imitates will do: for tests of the shaders. */
  PLATEAU_ALLOW_SOFTWARE_GPU: z.enum(["on", "off"]).default("off"),
  /** Threads of the kernels; all cores when unset. */
  PLATEAU_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  /** Whether the first start trains the demo run. */
  PLATEAU_DEMO: z.enum(["on", "off"]).default("on"),
  /** Stored with every run and measurement. The launcher adds the commit. */
  PLATEAU_CODE_VERSION: z.string().min(1).default(manifest.version),
  /** Where models of the Hugging Face Hub come from, and the token for those that need one. */
  HF_ENDPOINT: z.url({ protocol: /^https?$/ }).default("https://huggingface.co"),
  HF_TOKEN: z.string().min(1).optional(),
  PLATEAU_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

export type Env = z.infer<typeof Env>;

/** The only place that reads process.env, so that a wrong value is one clear error at the start. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Env.safeParse(set, { reportInput: true });
  if (result.success) return result.data;
  const lines = result.error.issues.map(
    (issue) => `${issue.path.join(".")}: ${issue.message} (is ${JSON.stringify(issue.input)})`,
  );
  throw new AppError("invalid_config", `Wrong environment:\n${lines.join("\n")}`);
}

/** The environment of a child process: ours, with some values of its own. */
export function childEnv(own: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...own };
}
