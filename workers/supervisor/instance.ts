import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { AppError } from "~/core/errors";

/** A running Plateau. */
const Instance = z.object({
  pid: z.int(),
  /** Of the page. */
  url: z.string(),
  /** With its password: only the user who started it can ask. null while the database starts. */
  databaseUrl: z.string().nullable(),
});
export type Instance = z.infer<typeof Instance>;

/** What the kernel takes for the path of a socket. */
const longestPath = 100;

/**
 * Takes a data folder for this process: a socket in it answers for as long as the process lives, however it ends,
 * and tells whoever asks where everything is. `instance` may be filled in later.
 *
 * @throws AppError conflict when another Plateau has the folder
 */
export async function holdDataFolder(directory: string, instance: Instance): Promise<Server> {
  const path = socketPath(directory);
  const other = await findInstance(directory);
  if (other) {
    throw new AppError(
      "conflict",
      `Plateau runs already on ${directory} (process ${other.pid}): ${other.url}`,
    );
  }
  // Left by one that was killed.
  rmSync(path, { force: true });

  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end(JSON.stringify(instance));
  });
  const umask = process.umask(0o177);
  server.listen(path);
  process.umask(umask);
  await once(server, "listening");
  return server.unref();
}

/** The Plateau that runs on a data folder, or null. */
export async function findInstance(directory: string): Promise<Instance | null> {
  const socket = connect(socketPath(directory));
  try {
    await once(socket, "connect");
    return Instance.parse(JSON.parse(await text(socket)));
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

function socketPath(directory: string): string {
  const absolute = join(directory, "plateau.sock");
  const shorter = relative(process.cwd(), absolute);
  const path = shorter.length < absolute.length ? shorter : absolute;
  if (Buffer.byteLength(path) <= longestPath) return path;
  throw new AppError(
    "invalid_argument",
    `PLATEAU_DATA_DIR is too long for a socket in it: ${path} has ${Buffer.byteLength(path)} bytes, at most ${longestPath} are allowed.`,
  );
}
