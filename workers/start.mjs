// `npm start`: makes everything ready and runs it, until Ctrl-C. `npm run dev` the same, with pages that reload.
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { prepare, PrepareError } from "./prepare.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const dev = process.argv.includes("--dev");

try {
  await requireFreePort(process.env.HOST || "127.0.0.1", Number(process.env.PORT || 3210));
  await prepare({ web: !dev });
} catch (error) {
  console.error(error instanceof PrepareError ? error.message : error);
  process.exit(1);
}

// From here on there are packages: the rest is TypeScript.
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("./supervisor/main.ts");
await main({ dev });

/** First of all, because everything else takes longer. A port that is no number is refused with the environment. */
function requireFreePort(host, port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new PrepareError(
            `Port ${port} on ${host} is in use. Choose another one: PORT=${port + 1} npm start`,
          ),
        );
      } else if (error.code === "EACCES") {
        reject(
          new PrepareError(
            `Port ${port} on ${host} is not allowed for this user. Choose one from 1024 on, as in PORT=3210.`,
          ),
        );
      } else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
        reject(
          new PrepareError(
            `HOST=${host} is no address of this machine. 127.0.0.1 serves this machine, 0.0.0.0 every network.`,
          ),
        );
      } else {
        resolve();
      }
    });
    try {
      probe.listen(port, host, () => probe.close(resolve));
    } catch {
      resolve();
    }
  });
}
