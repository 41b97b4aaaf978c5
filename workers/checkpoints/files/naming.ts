import { AppError } from "~/core/errors";
import { FormatError } from "./formatError";

/** Does `work` on a file, so that what is wrong with it is said with its name: AppError checkpoint_unreadable. */
export async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new AppError("checkpoint_unreadable", `${path} cannot be read: ${error.message}.`, {
      cause: error,
    });
  }
}
