import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const reconnectMs = 500;

/**
 * Follows channels on a connection of its own, which is opened again for as long as `signal` lasts. `onNotify`
 * gets the payload, or null after each connect: notifications may have been missed, so read.
 *
 * @returns when the first connection stands; then every later notification arrives
 * @throws the error of the first connection
 */
export async function listenTo(
  url: string,
  channels: readonly string[],
  onNotify: (channel: string, payload: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  let client = await open();
  signal.addEventListener("abort", () => void client.end().catch(() => undefined), { once: true });

  async function open(): Promise<pg.Client> {
    const opened = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000 });
    opened.on("error", () => undefined);
    opened.on("notification", ({ channel, payload }) => onNotify(channel, payload ?? ""));
    try {
      await opened.connect();
      for (const channel of channels) await opened.query(`listen ${opened.escapeIdentifier(channel)}`);
    } catch (error) {
      await opened.end().catch(() => undefined);
      throw error;
    }
    opened.once("end", () => void reopen());
    for (const channel of channels) onNotify(channel, null);
    return opened;
  }

  async function reopen(): Promise<void> {
    while (!signal.aborted) {
      try {
        client = await open();
        break;
      } catch {
        await sleep(reconnectMs);
      }
    }
    if (signal.aborted) await client.end();
  }
}
