/**
 * Measures lag between two machines whose clocks differ. The smallest difference between sending and receiving
 * that was ever seen is taken for the difference of the clocks (plus the fastest journey).
 *
 * @returns a function from (committed, sent by the server's clock; received by ours) to milliseconds of lag
 */
export function createLagMeter(): (times: { at: number; sentAt: number; receivedAt: number }) => number {
  let offset = Infinity;
  return ({ at, sentAt, receivedAt }) => {
    offset = Math.min(offset, receivedAt - sentAt);
    return Math.max(0, receivedAt - at - offset);
  };
}
