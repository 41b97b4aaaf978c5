const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];

/** Lines for the person at the terminal. */
export type Log = Record<Level, (message: string, cause?: unknown) => void>;

/** One line each: the time, who speaks, what happened and why; a fault of ours (an error) with its stack. */
export function createLog(name: string, level: Level): Log {
  const write = (at: Level) => (message: string, cause?: unknown) => {
    if (levels.indexOf(at) < levels.indexOf(level)) return;
    const time = new Date().toISOString().slice(11, 19);
    const stream = at === "error" || at === "warn" ? process.stderr : process.stdout;
    stream.write(`${time} ${name.padEnd(8)} ${message}${describe(cause, at === "error")}\n`);
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

function describe(cause: unknown, isFault: boolean): string {
  if (!(cause instanceof Error)) return "";
  if (isFault) return `\n${cause.stack ?? cause.message}`;
  // Prisma's messages begin with the call; the reason is their last line.
  return `: ${cause.message.trim().split("\n").at(-1)}`;
}
