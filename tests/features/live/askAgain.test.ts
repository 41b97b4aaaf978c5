import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { askAgain } from "~/features/live/askAgain";

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
afterEach(() => queries.clear());

const queryKey = ["what changes"];

/** Looks at a question; the test gives each answer when it wants to. */
function looking() {
  const asked: ((answer: Promise<string>) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => asked.push(resolve));
  const observer = new QueryObserver(queries, { queryKey, queryFn });
  const stop = observer.subscribe(() => undefined);
  return { asked, observer, [Symbol.dispose]: stop };
}

test("a first answer that is under way is not taken for the newest", async () => {
  using page = looking();
  const again = askAgain(queries, { queryKey });
  await expect.poll(() => page.asked.length).toBe(2);
  page.asked[0]!(Promise.resolve("before"));
  page.asked[1]!(Promise.resolve("after"));
  await again;
  expect(page.observer.getCurrentResult().data).toBe("after");
});

test("nor is a first refusal", async () => {
  using page = looking();
  const again = askAgain(queries, { queryKey });
  await expect.poll(() => page.asked.length).toBe(2);
  page.asked[0]!(Promise.reject(new Error("not measured yet")));
  page.asked[1]!(Promise.resolve("after"));
  await again;
  expect(page.observer.getCurrentResult()).toMatchObject({ data: "after", error: null });
});

test("what is shown stays until the new answer is there", async () => {
  using page = looking();
  page.asked[0]!(Promise.resolve("before"));
  await expect.poll(() => page.observer.getCurrentResult().data).toBe("before");
  const again = askAgain(queries, { queryKey });
  await expect.poll(() => page.asked.length).toBe(2);
  expect(page.observer.getCurrentResult().data).toBe("before");
  page.asked[1]!(Promise.resolve("after"));
  await again;
  expect(page.observer.getCurrentResult().data).toBe("after");
});
