/** Whether an event comes after another in the order of the stream: by transaction, then by id. */
export function isAfter(cursor: string, other: string): boolean {
  const [tx, id] = parts(cursor);
  const [otherTx, otherId] = parts(other);
  return tx === otherTx ? id > otherId : tx > otherTx;
}

function parts(cursor: string): [tx: bigint, id: bigint] {
  const [tx = "0", id = "0"] = cursor.split(".");
  return [BigInt(tx), BigInt(id)];
}
