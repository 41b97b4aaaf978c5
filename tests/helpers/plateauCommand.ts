import { execFile } from "node:child_process";
import { childEnv } from "~/env";

export interface EndedCommand {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `npm run plateau -- …` from a folder, with no database. */
export const plateauCommand = (args: string[], directory: string) =>
  new Promise<EndedCommand>((resolve) => {
    const env = childEnv({ DATABASE_URL: "", INIT_CWD: directory, PLATEAU_DATA_DIR: directory });
    execFile(
      process.execPath,
      ["workers/cli.mjs", ...args],
      { env, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
  });
