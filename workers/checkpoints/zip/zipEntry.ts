/** One member of a zip archive, as its central directory states it. */
export interface ZipEntry {
  readonly name: string;
  readonly compressed: boolean;
  /** Bytes in the archive. */
  readonly storedBytes: number;
  /** Bytes when unpacked. */
  readonly bytes: number;
  /** Of the unpacked bytes; null where its writer computed none, as PyTorch does when it is told to (it states 0). */
  readonly crc32: number | null;
  /** Where its local header begins. */
  readonly header: number;
  /** Where the next member begins, or the directory: its data ends before. */
  readonly limit: number;
}
