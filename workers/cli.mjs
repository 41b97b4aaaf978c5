// `npm run plateau -- COMMAND`. The commands are in workers/cli; `up` is `npm start`.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const directory = process.env.INIT_CWD ?? process.cwd();
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

if (process.argv[2] === "up") {
  await import("./start.mjs");
} else if (!existsSync("node_modules/.package-lock.json") || !existsSync("src/db/generated/client.ts")) {
  console.error("Plateau is not set up yet. Run: npm start");
  process.exit(5);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import("./cli/main.ts");
  await main(process.argv.slice(2), directory);
}
