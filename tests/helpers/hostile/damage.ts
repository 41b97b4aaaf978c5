import type { HostileBase } from "./hostileBases";

/** A whole number from 0 to below `limit`. */
export type Pick = (limit: number) => number;

type Damage = (content: Buffer, pick: Pick, others: readonly HostileBase[]) => Buffer;

/** Lengths, offsets and counts that a reader trips over. */
const extremes = [
  ...[0n, 1n, 2n, 127n, 128n, 255n, 65_535n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n],
  ...[2n ** 40n, 2n ** 53n, 2n ** 62n, 2n ** 63n, 2n ** 64n - 1n],
];

/** Most of what decides how a file is read lies near its ends. */
function place(content: Buffer, pick: Pick): number {
  if (content.length === 0) return 0;
  const near = Math.min(content.length, 600);
  const where = pick(4);
  if (where === 0) return pick(content.length);
  return where === 1 ? pick(near) : content.length - 1 - pick(near);
}

function slice(content: Buffer, pick: Pick): [begin: number, end: number] {
  const begin = place(content, pick);
  return [begin, Math.min(content.length, begin + 1 + pick(pick(4) === 0 ? content.length : 32))];
}

const damages: readonly Damage[] = [
  function flipBits(content, pick) {
    const copy = Buffer.from(content);
    for (let flips = 1 + pick(8); flips > 0; flips--) {
      const at = place(copy, pick);
      copy[at]! ^= 1 << pick(8);
    }
    return copy;
  },
  function setNumber(content, pick) {
    const copy = Buffer.from(content);
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(extremes[pick(extremes.length)]!);
    bytes.copy(copy, place(copy, pick), 0, 1 << pick(4));
    return copy;
  },
  function cutOff(content, pick) {
    return content.subarray(0, place(content, pick));
  },
  function goOn(content, pick) {
    return Buffer.concat([content, Buffer.alloc(1 + pick(200), pick(256))]);
  },
  function removeSlice(content, pick) {
    const [begin, end] = slice(content, pick);
    return Buffer.concat([content.subarray(0, begin), content.subarray(end)]);
  },
  function repeatSlice(content, pick) {
    const [begin, end] = slice(content, pick);
    return Buffer.concat([content.subarray(0, end), content.subarray(begin)]);
  },
  function moveSlice(content, pick) {
    const copy = Buffer.from(content);
    const [begin, end] = slice(content, pick);
    content.copy(copy, place(copy, pick), begin, end);
    return copy;
  },
  function fillSlice(content, pick) {
    const copy = Buffer.from(content);
    const [begin, end] = slice(content, pick);
    return copy.fill([0, 0xff, 0x28, 0x7b, pick(256)][pick(5)]!, begin, end);
  },
  function graft(content, pick, others) {
    const other = others[pick(others.length)]!.content;
    const [begin, end] = slice(other, pick);
    const at = place(content, pick);
    return Buffer.concat([content.subarray(0, at), other.subarray(begin, end), content.subarray(at)]);
  },
];

/** One to three wounds of any kind. */
export function damage(base: HostileBase, pick: Pick, others: readonly HostileBase[]): Buffer {
  let content = base.content;
  for (let wounds = 1 + pick(3); wounds > 0; wounds--) {
    content = damages[pick(damages.length)]!(content, pick, others);
  }
  return content;
}
