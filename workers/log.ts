const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];

/** Lines for the person at the terminal. */
export type Log = Record<Level, (message: string, cause?: unknown) => void>;

/** One line each: the time, who speaks, what happened; a cause that is no message of ours with its stack. */
export function createLog(name: string, level: Level): Log {
  const write = (at: Level) => (message: string, cause?: unknown) => {
    if (levels.indexOf(at) < levels.indexOf(level)) return;
    const time = new Date().toISOString().slice(11, 19);
    const detail = cause instanceof Error ? `\n${cause.stack ?? cause.message}` : "";
    const stream = at === "error" || at === "warn" ? process.stderr : process.stdout;
    stream.write(`${time} ${name.padEnd(8)} ${message}${detail}\n`);
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
