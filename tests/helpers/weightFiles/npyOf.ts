/** A .npy file with a header of one's own: the type and shape as Python source. */
export function npyOf(descr: string, shape: string, data: ArrayBufferView, version = 1): Buffer {
  const dict = `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
  const header = `${dict.padEnd(128 - 10 - 1)}\n`;
  const start = Buffer.from(`\x93NUMPY${String.fromCharCode(version, 0, 0, 0)}`, "latin1");
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([
    start,
    Buffer.from(header),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
}
