import { join } from "node:path";
import { z } from "zod";
import { AppError, requireThat } from "~/core/errors";
import type { CheckpointSource, SourceEntry } from "../checkpointSource";
import { download } from "../download";
import { defaultPatience, type Patience } from "../http/patience";
import { readJson } from "../http/readJson";
import { neededFiles } from "../neededFiles";
import { byStep } from "../byStep";
import { stepOfName } from "../stepOfName";
import { hubFile, HubTree } from "./hubFile";

export interface HubSourceOptions {
  /** `ORG/MODEL` */
  readonly model: string;
  /** Names of branches, tags or commits; `*` stands for anything in a name: `step*`. */
  readonly revisions: readonly string[];
  /** Only steps that are multiples of it. */
  readonly every?: number | undefined;
  /** Of the hub, or of a mirror. */
  readonly endpoint: string;
  readonly token?: string | undefined;
  readonly patience?: Patience;
}

const Ref = z.object({ name: z.string() });
const Refs = z.object({ branches: z.array(Ref), tags: z.array(Ref) });

/** The revisions of a model on the Hugging Face Hub, each a checkpoint. */
export function hubSource(options: HubSourceOptions): CheckpointSource {
  const { model, revisions, every, token, patience = defaultPatience } = options;
  requireThat(
    /^[\w.-]+\/[\w.-]+$/.test(model),
    `a model of the hub is ORG/MODEL, not ${JSON.stringify(model)}`,
  );
  requireThat(revisions.length > 0, "name at least one revision, as main or step*");
  requireThat(every === undefined || every >= 1, `every must be at least 1, not ${every ?? ""}`);
  const endpoint = options.endpoint.replace(/\/+$/, "");
  const api = `${endpoint}/api/models/${model}`;

  const list = async (signal?: AbortSignal) => {
    const plain = revisions.filter((name) => !name.includes("*"));
    const patterns = revisions.filter((name) => name.includes("*")).map(globPattern);
    const names = new Set(plain);
    if (patterns.length > 0) {
      const { branches, tags } = await readJson(`${api}/refs`, Refs, { patience, token, signal });
      for (const { name } of [...branches, ...tags]) {
        if (patterns.some((pattern) => pattern.test(name))) names.add(name);
      }
      if (names.size === 0) {
        throw new AppError("not_found", `${model} has no revision that is ${revisions.join(" or ")}.`);
      }
    }
    const entries = Array.from(names, (label): SourceEntry => ({
      ...{ step: stepOfName(label), label, uri: `hf:${model}@${label}`, bytes: null },
    }));
    return byStep(entries.filter(({ step }) => every === undefined || (step !== null && step % every === 0)));
  };

  const fetchEntry = async ({ label, uri }: SourceEntry, folder: string, signal?: AbortSignal) => {
    const revision = encodeURIComponent(label);
    const tree = await readJson(`${api}/tree/${revision}`, HubTree, { patience, token, signal });
    const needed = neededFiles(tree.map(({ path }) => path));
    if (needed === null) {
      throw new AppError("not_found", `${uri} has no weights that can be told from other files.`);
    }
    for (const name of needed) {
      const entry = tree.find(({ path }) => path === name)!;
      const address = `${endpoint}/${model}/resolve/${revision}/${name}`;
      await download(hubFile(entry, address, { patience, token }), join(folder, name), { patience, signal });
    }
    return folder;
  };
  return { list, fetch: fetchEntry };
}

function globPattern(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
