import { expect, test } from "vitest";
import { Inbox } from "~/server/live/inbox";

test("a reader gets all that came since it last looked, in order", async () => {
  const inbox = new Inbox<number>(10, new AbortController().signal);
  inbox.push(1);
  inbox.push(2);
  expect(await inbox.take()).toEqual([1, 2]);
});

test("a reader that finds nothing is woken by the next item", async () => {
  const inbox = new Inbox<number>(10, new AbortController().signal);
  const taken = inbox.take();
  inbox.push(7);
  expect(await taken).toEqual([7]);
});

test("a reader that is too slow loses everything and is told so once", async () => {
  const inbox = new Inbox<number>(2, new AbortController().signal);
  [1, 2, 3].forEach((item) => inbox.push(item));
  expect(await inbox.take()).toEqual([]);
  expect(inbox.overflowed()).toBe(true);
  expect(inbox.overflowed()).toBe(false);
  inbox.push(4);
  expect(await inbox.take()).toEqual([4]);
});

test("aborting wakes a waiting reader with nothing", async () => {
  const abort = new AbortController();
  const inbox = new Inbox<number>(2, abort.signal);
  const taken = inbox.take();
  abort.abort();
  expect(await taken).toEqual([]);
  expect(await inbox.take()).toEqual([]);
});
