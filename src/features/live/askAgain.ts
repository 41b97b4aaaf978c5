import type { QueryClient, QueryFilters } from "@tanstack/react-query";

/**
 * Asks again for what is on the page of these queries. An answer that is under way may have been read before the change:
 * it is dropped. React Query would wait for the first answer to a question and take it for the newest.
 */
export async function askAgain(queries: QueryClient, filter: QueryFilters): Promise<void> {
  await queries.cancelQueries(filter);
  await queries.invalidateQueries(filter);
}
