import { defineConfig } from "prisma/config";
import { readEnv } from "../src/env";

const { DATABASE_URL } = readEnv();

export default defineConfig({
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  ...(DATABASE_URL === undefined ? {} : { datasource: { url: DATABASE_URL } }),
});
