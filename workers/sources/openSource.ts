import { readEnv } from "~/env";
import type { CheckpointSource } from "./checkpointSource";
import { hubSource } from "./hub/hubSource";
import { s3Source } from "./s3/s3Source";

/** Where checkpoints come from that do not lie on a disk of this machine; null for those that do. */
export function openSource(
  address: string,
  { revisions, every }: SourceOptions = {},
): CheckpointSource | null {
  if (address.startsWith("s3://")) return s3Source({ address });
  if (!address.startsWith("hf:")) return null;
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = readEnv();
  const [model = "", revision = "main"] = address.slice("hf:".length).split("@");
  const named = revisions?.split(",").map((name) => name.trim());
  return hubSource({ model, revisions: named ?? [revision], every, endpoint, token });
}

export interface SourceOptions {
  /** Of a model of the hub, with commas between them. */
  revisions?: string | undefined;
  every?: number | undefined;
}
