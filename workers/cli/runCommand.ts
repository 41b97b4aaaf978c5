import { AppError } from "~/core/errors";
import { exitCodeOf } from "./exitCodes";

/** Ends the process with what became of `command`: an error for the reader as its message, a fault with its stack. */
export async function runCommand(command: () => Promise<void>): Promise<never> {
  try {
    await command();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof AppError ? error.message : error);
    process.exit(exitCodeOf(error));
  }
}
