import { readEnv } from "~/env";
import type { CheckpointSource } from "./checkpointSource";
import { hubSource } from "./hub/hubSource";

export interface SourceOptions {
  /** Of a model of the hub, with commas between them. */
  revisions?: string | undefined;
  every?: number | undefined;
}

/** Whether checkpoints do not lie on a disk of this machine. */
export const isElsewhere = (address: string) => /^(hf:|s3:\/\/)/.test(address);

/** Where checkpoints come from that lie elsewhere; null for those that do not. */
export async function openSource(
  address: string,
  { revisions, every }: SourceOptions = {},
): Promise<CheckpointSource | null> {
  if (!isElsewhere(address)) return null;
  if (address.startsWith("s3:")) {
    // A large package, loaded by those who need it.
    const { s3Source } = await import("./s3/s3Source");
    return s3Source({ address });
  }
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = readEnv();
  const [model = "", revision = "main"] = address.slice("hf:".length).split("@");
  const named = revisions?.split(",").map((name) => name.trim());
  return hubSource({ model, revisions: named ?? [revision], every, endpoint, token });
}
