/** bfloat16 is the upper half of a float32. Four at a time: the engine checks every access, the loop only each fourth. */
export function widenBfloat16(halves: Uint16Array, bits: Uint32Array): void {
  const whole = halves.length - (halves.length % 4);
  for (let i = 0; i < whole; i += 4) {
    bits[i] = halves[i]! << 16;
    bits[i + 1] = halves[i + 1]! << 16;
    bits[i + 2] = halves[i + 2]! << 16;
    bits[i + 3] = halves[i + 3]! << 16;
  }
  for (let i = whole; i < halves.length; i++) bits[i] = halves[i]! << 16;
}
