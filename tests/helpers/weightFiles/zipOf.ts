import { crc32, deflateRawSync } from "node:zlib";

export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflated?: boolean;
  /** What the directory claims, where it is not the truth. */
  readonly claims?: {
    readonly bytes?: number;
    readonly storedBytes?: number;
    readonly header?: number;
    readonly crc32?: number;
  };
}

/** A zip archive, with every size and place in zip64's fields where asked for. */
export function zipOf(members: readonly ZipMember[], { zip64 = false } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const member of members) {
    const data = member.deflated ? deflateRawSync(member.content) : Buffer.from(member.content);
    const {
      bytes = member.content.length,
      storedBytes = data.length,
      header = position,
    } = member.claims ?? {};
    const name = Buffer.from(member.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(member.deflated ? 8 : 0, 8);
    local.writeUInt16LE(name.length, 26);
    bodies.push(local, name, data);

    directory.push(
      directoryEntry({
        name,
        deflated: member.deflated ?? false,
        zip64,
        sizes: [bytes, storedBytes, header],
        checksum: member.claims?.crc32 ?? crc32(member.content),
      }),
    );
    position += local.length + name.length + data.length;
  }
  return Buffer.concat([...bodies, zipTail(directory, position, zip64)]);
}

interface DirectoryEntry {
  name: Buffer;
  deflated: boolean;
  zip64: boolean;
  /** Unpacked, stored, place of the local header. */
  sizes: [number, number, number];
  /** None is stated when left out. */
  checksum?: number;
}

export function directoryEntry({ name, deflated, zip64, sizes, checksum = 0 }: DirectoryEntry): Buffer {
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE(deflated ? 8 : 0, 10);
  fixed.writeUInt32LE(checksum, 16);
  fixed.writeUInt16LE(name.length, 28);
  const extra = Buffer.alloc(zip64 ? 28 : 0);
  if (zip64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    sizes.forEach((size, at) => extra.writeBigUInt64LE(BigInt(size), 4 + 8 * at));
  }
  fixed.writeUInt16LE(extra.length, 30);
  [24, 20, 42].forEach((field, at) => fixed.writeUInt32LE(zip64 ? 0xffffffff : sizes[at]!, field));
  return Buffer.concat([fixed, name, extra]);
}

/** The directory and what ends the archive. @param position where the directory begins */
export function zipTail(directory: readonly Buffer[], position: number, zip64: boolean): Buffer {
  const bytes = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const fields = zip64
    ? ([0xffff, 0xffffffff, 0xffffffff] as const)
    : ([directory.length, bytes, position] as const);
  end.writeUInt16LE(fields[0], 8);
  end.writeUInt16LE(fields[0], 10);
  end.writeUInt32LE(fields[1], 12);
  end.writeUInt32LE(fields[2], 16);
  if (!zip64) return Buffer.concat([...directory, end]);

  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  [24, 32].forEach((field) => end64.writeBigUInt64LE(BigInt(directory.length), field));
  end64.writeBigUInt64LE(BigInt(bytes), 40);
  end64.writeBigUInt64LE(BigInt(position), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(position + bytes), 64);
  end64.writeUInt32LE(1, 72);
  return Buffer.concat([...directory, end64, end]);
}
