import { createSerializer, parseAsInteger } from "nuqs";
import { parseAsFlag } from "./parseAsFlag";

/** Where a run's page looks, in its address. No step: the newest measured one, as the run goes on. */
export const runAddress = {
  step: parseAsInteger,
  logx: parseAsFlag.withDefault(true),
  logy: parseAsFlag.withDefault(false),
};

export const serializeRunAddress = createSerializer(runAddress);
