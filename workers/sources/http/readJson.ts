import type { z } from "zod";
import { AppError } from "~/core/errors";
import { request, type RequestOptions } from "./request";

/** @throws AppError as `request` does; unavailable when the answer is not what its server documents */
export async function readJson<T>(
  address: string,
  schema: z.ZodType<T>,
  options: RequestOptions,
): Promise<T> {
  const response = await request(address, { ...options, whole: true });
  try {
    return schema.parse(await response.json());
  } catch (cause) {
    throw new AppError("unavailable", `${address} answered something else than was asked.`, { cause });
  }
}
