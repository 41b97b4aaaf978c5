/** One member of a zip archive, as its central directory states it. */
export interface ZipEntry {
  readonly name: string;
  readonly compressed: boolean;
  /** Bytes in the archive. */
  readonly storedBytes: number;
  /** Bytes when unpacked. */
  readonly bytes: number;
  /** Where its local header begins. */
  readonly header: number;
  /** Where the next member begins, or the directory: its data ends before. */
  readonly limit: number;
}
