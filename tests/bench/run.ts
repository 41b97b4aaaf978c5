import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type Bench, type BenchRecord, describeBar, holds } from "./record";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const root = fileURLToPath(new URL(".", import.meta.url));
const areas = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const [area, part = ""] = positionals;

if (area === undefined || !areas.includes(area)) {
  console.error(
    `usage: npm run bench -- AREA [PART] [--json]   AREA is one of ${areas.join(", ")}; PART stands in the name of a file there, or of what it measures`,
  );
  process.exit(2);
}
const files = readdirSync(`${root}${area}`)
  .filter((name) => name.endsWith(".ts"))
  .sort();
const named = files.filter((name) => name.includes(part));
const machine = `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
const records: BenchRecord[] = [];
for (const file of named.length > 0 ? named : files) {
  const { bench } = (await import(pathToFileURL(`${root}${area}/${file}`).href)) as { bench?: Bench };
  if (bench) records.push(...(await bench(named.length > 0 ? undefined : part)));
}

if (values.json) {
  console.log(
    JSON.stringify(
      records.map((record) => ({ ...record, holds: holds(record), machine })),
      null,
      2,
    ),
  );
} else {
  console.log(`${machine}\n`);
  console.table(
    records.map((record) => ({
      name: record.name,
      value: `${Number(record.value.toPrecision(3))} ${record.unit}`,
      bar: describeBar(record.bar),
      holds: { true: "yes", false: "MISSED", null: "" }[String(holds(record)) as "true"],
      sizes: record.sizes,
      backend: record.backend,
    })),
  );
}
process.exit(0);
