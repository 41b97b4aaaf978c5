import { setFlagsFromString } from "node:v8";

// (module (func (export "f") (param f32 f32 f32) (result f32)
//   (f32x4.extract_lane 0 (f32x4.relaxed_madd (f32x4.splat 0) (f32x4.splat 1) (f32x4.splat 2)))))
const splats = [0, 1, 2].flatMap((local) => [0x20, local, 0xfd, 0x13]);
const body = [0, ...splats, 0xfd, 0x85, 0x02, 0xfd, 0x1f, 0, 0x0b];
const bytes = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 8, 1, 0x60, 3, 0x7d, 0x7d, 0x7d, 1, 0x7d],
  ...[3, 2, 1, 0],
  ...[7, 5, 1, 1, 0x66, 0, 0],
  ...[10, body.length + 2, 1, body.length, ...body],
]);

/**
 * Whether relaxed SIMD's multiply-add is there and rounds once, as on every CPU of the last ten years. Where it rounds
 * twice, results would depend on the machine, and nothing would be gained.
 */
export function fusesMultiplyAdd(): boolean {
  // Node 20 has it behind a flag; later versions do without.
  if (!WebAssembly.validate(bytes)) setFlagsFromString("--experimental-wasm-relaxed-simd");
  if (!WebAssembly.validate(bytes)) return false;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const multiplyAdd = exports.f as (a: number, b: number, c: number) => number;
  const a = 1 + 2 ** -12;
  return multiplyAdd(a, a, -(1 + 2 ** -11)) === 2 ** -24;
}
