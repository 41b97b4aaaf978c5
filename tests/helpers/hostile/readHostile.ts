import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "~/core/errors";
import { seededRandom } from "~/core/stats/random";
import { openWeights } from "~workers/checkpoints/weightStore";
import { damage, type Pick } from "./damage";
import { forge } from "./forge";
import { hostileBases } from "./hostileBases";

/** What a process that read hostile files has to say. */
export interface HostileReport {
  cases: number;
  /** Read to the end without an error. */
  read: number;
  refused: number;
  /** Ended in anything but a clear error. */
  wrong: string[];
  /** Of the processor: a busy machine makes everything slow. */
  slowestCpuMs: number;
  slowest: string;
  /** The most memory that the process ever had, in MiB. */
  peakMiB: number;
}

const report: HostileReport = {
  ...{ cases: 0, read: 0, refused: 0, wrong: [], slowestCpuMs: 0, slowest: "", peakMiB: 0 },
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: "string", default: "" }, seed: { type: "string" }, count: { type: "string" } },
});
const random = seededRandom(Number(values.seed));
const pick: Pick = (limit) => Math.floor(random() * limit);
const work = values.folder;

for (const path of positionals) await read(basename(path), path);
for (let at = 0; at < Number(values.count ?? 0); at++) {
  const base = hostileBases[at % hostileBases.length]!;
  if (at % 10 === 9) await readShards(`${at}, shards`);
  else if (at % 3 === 2) {
    const { name, content } = forge(pick);
    await readFile(`${at}, ${name}`, name, content);
  } else await readFile(`${at}, ${base.name}`, base.name, damage(base, pick, hostileBases));
  for (const name of readdirSync(work)) rmSync(join(work, name), { recursive: true });
}
report.peakMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify(report));

async function readFile(label: string, name: string, content: Buffer) {
  writeFileSync(join(work, name), content);
  await read(label, join(work, name));
}

/** An index whose shards lie anywhere, are anything, or are damaged. */
async function readShards(label: string) {
  const [base] = hostileBases;
  writeFileSync(join(work, "a.safetensors"), damage(base!, pick, hostileBases));
  writeFileSync(join(work, "b.safetensors"), base!.content);
  await symlink("/etc/passwd", join(work, "c.safetensors"));
  await symlink("loop.safetensors", join(work, "loop.safetensors"));
  await symlink("/dev/zero", join(work, "zero.safetensors"));
  mkdirSync(join(work, "folder.safetensors"));
  const shards = ["a", "b", "c", "loop", "zero", "folder", "absent", "../work/b", "/etc/passwd", "..", "\0"];
  const shard = () => {
    const name = shards[pick(shards.length)]!;
    return /^[a-z]+$/.test(name) ? `${name}.safetensors` : name;
  };
  const map = { one: shard(), two: shard(), __proto__: shard() };
  let json = JSON.stringify(pick(5) === 0 ? { weight_map: [map] } : { metadata: map, weight_map: map });
  if (pick(4) === 0)
    json = damage({ name: "index", content: Buffer.from(json) }, pick, hostileBases).toString("latin1");
  writeFileSync(join(work, "model.safetensors.index.json"), json);
  await read(label, work);
}

async function read(label: string, path: string) {
  const started = process.cpuUsage();
  try {
    const store = await openWeights(path);
    try {
      for (const name of store.tensors.keys()) await store.readFloat32(name);
      await store.sha256();
    } finally {
      await store.close();
    }
    report.read++;
  } catch (error) {
    if (error instanceof AppError && error.code === "checkpoint_unreadable" && error.message.length < 2000)
      report.refused++;
    else
      report.wrong.push(
        `${label}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
  }
  report.cases++;
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  if (ms > report.slowestCpuMs) Object.assign(report, { slowestCpuMs: ms, slowest: label });
}
