/** A checkpoint that lies elsewhere. */
export interface SourceEntry {
  /** As its name says it; null where it says none. */
  readonly step: number | null;
  readonly label: string;
  readonly uri: string;
  /** null where that is known only when it is fetched. */
  readonly bytes: number | null;
}

/** Where checkpoints come from. */
export interface CheckpointSource {
  /** In the order of their steps. */
  list(signal?: AbortSignal): Promise<SourceEntry[]>;
  /**
   * Brings the files that a measurement needs into `folder`. What an earlier attempt left there is gone on with.
   *
   * @returns the path to open the weights by
   * @throws AppError not_found, invalid_config (no access), unavailable, checkpoint_unreadable (a wrong checksum), disk_full
   */
  fetch(entry: SourceEntry, folder: string, signal?: AbortSignal): Promise<string>;
}
