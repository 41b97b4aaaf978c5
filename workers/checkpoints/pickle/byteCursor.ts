import { refuse } from "../files/formatError";

/** Reads a buffer from its start to its end and not beyond. */
export class ByteCursor {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Where the next byte is. */
  get position(): number {
    return this.at;
  }

  byte(): number {
    return this.bytes[this.advance(1)]!;
  }

  uint16(): number {
    return this.bytes.readUInt16LE(this.advance(2));
  }

  int32(): number {
    return this.bytes.readInt32LE(this.advance(4));
  }

  uint32(): number {
    return this.bytes.readUInt32LE(this.advance(4));
  }

  /** A length of 8 bytes. */
  length64(): number {
    return Number(this.bytes.readBigUInt64LE(this.advance(8)));
  }

  doubleBigEndian(): number {
    return this.bytes.readDoubleBE(this.advance(8));
  }

  slice(length: number): Buffer {
    const begin = this.advance(length);
    return this.bytes.subarray(begin, begin + length);
  }

  text(length: number): string {
    return this.slice(length).toString("utf8");
  }

  /** Up to the next end of a line, which is left out. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) refuse("its pickle ends within a line");
    const line = this.text(end - this.at);
    this.at++;
    return line;
  }

  private advance(length: number): number {
    const begin = this.at;
    if (begin + length > this.bytes.length) refuse(`its pickle of ${this.bytes.length} bytes was cut off`);
    this.at += length;
    return begin;
  }
}
