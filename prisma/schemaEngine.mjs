#!/usr/bin/env node
// Prisma's schema engine without its binary: the same JSON-RPC over stdio, answered by the WebAssembly build.
// The CLI starts whatever PRISMA_SCHEMA_ENGINE_BINARY names; prisma/cli.mjs names this file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");

if (args.includes("--version")) {
  console.log("schema-engine-cli wasm");
} else if (args.includes("cli")) {
  process.exit(await runCommand(option("cli")));
} else {
  await serve();
}

function datasourceUrl() {
  const { url } = JSON.parse(option("--datasource") ?? "{}");
  if (!url) throw new Error("set DATABASE_URL to the PostgreSQL to work on");
  return url;
}

/** `cli can-connect-to-database` and `cli create-database`: answers with the exit code and one line on stderr. */
async function runCommand(command) {
  const url = new URL(datasourceUrl());
  const database = decodeURIComponent(url.pathname.slice(1));
  if (command === "create-database") url.pathname = "/postgres";
  const client = new pg.Client(url.href);
  try {
    await client.connect();
    if (command === "create-database") {
      const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
      if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
    }
    return 0;
  } catch (error) {
    const fields = { error_code: error.code === "3D000" ? "P1003" : "P1001", message: error.message };
    // The CLI skips the first line and reads each of the others as JSON.
    process.stderr.write("\n" + JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields }));
    return 1;
  } finally {
    await client.end().catch(() => {});
  }
}

async function serve() {
  let engine;
  let printed = 1_000_000;
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line);
    if (!method) continue;
    try {
      engine ??= await openEngine();
      // The engine learns how to make a shadow database when it first compares one with migrations that are applied. On a
      // fresh database there was nothing to compare, so it is asked once more.
      if (method === "evaluateDataLoss") await engine.devDiagnostic(params);
      const result = await engine[method === "getDatabaseVersion" ? "version" : method](params);
      if (method === "diff" && result?.stdout) {
        send({ id: printed++, method: "print", params: { content: result.stdout } });
      }
      send({ id, result: result ?? null });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error.message,
        meta: error.meta ?? null,
        error_code: error.code ?? null,
      };
      send({ id, error: { code: 4466, message: "error", data } });
    }
  }
}

async function openEngine() {
  datasourceUrl();
  const require = createRequire(import.meta.url);
  const file = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": wasm });
  wasm.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message: (message) => process.stderr.write(`${message}\n`),
  };

  const datamodels = option("--datamodels")
    ?.split(",")
    .map((path) => [path, readFileSync(path, "utf8")]);
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory());
  return wasm.SchemaEngine.new({ datamodels }, () => {}, adapter);
}

/** adapter-pg with two faults of its 7.10.0 mended. */
function adapterFactory() {
  const open = async (url) => readingChar(await new PrismaPg({ connectionString: url, max: 2 }).connect());
  const factory = new PrismaPg({});
  factory.connect = () => open(datasourceUrl());
  // Given a connection string, adapter-pg ignores the shadow database's name and would replay every migration
  // into the real database.
  factory.connectToShadowDb = async () => {
    const admin = await open(datasourceUrl());
    const name = `prisma_shadow_${crypto.randomUUID()}`;
    await admin.executeScript(`CREATE DATABASE "${name}"`);
    const url = new URL(datasourceUrl());
    url.pathname = `/${name}`;
    const shadow = await open(url.href);
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  };
  return factory;
}

/** adapter-pg has no mapping for pg_catalog's "char" (OID 18), which the engine reads to describe a schema. */
function readingChar(connection) {
  const charColumns = new WeakMap();
  const performIO = connection.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const startTransaction = connection.startTransaction?.bind(connection);
  connection.performIO = async (query) => {
    const result = await performIO(query);
    charColumns.set(
      result.rows,
      [...result.fields.keys()].filter((i) => result.fields[i].dataTypeID === 18),
    );
    result.fields = result.fields.map((field) =>
      field.dataTypeID === 18 ? { ...field, dataTypeID: 1042 } : field,
    );
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const i of charColumns.get(result.rows) ?? []) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  if (startTransaction) {
    connection.startTransaction = async (...options) => readingChar(await startTransaction(...options));
  }
  return connection;
}
