import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { getContext } from "~/server/context";
import { logUnexpected } from "~/server/logUnexpected";
import { appRouter } from "~/server/root";

const handler = (req: Request) =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req,
    router: appRouter,
    createContext: getContext,
    onError: ({ error, path }) => logUnexpected(error, path),
  });

export { handler as GET, handler as POST };
