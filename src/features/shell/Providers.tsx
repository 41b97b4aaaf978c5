"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  TRPCClientError,
  httpSubscriptionLink,
  splitLink,
} from "@trpc/client";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Tooltip } from "radix-ui";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "~/server/root";
import { TRPCProvider } from "./trpc";

const wire = { url: "/api/trpc", transformer: superjson };

/** What the server refused it refuses again; what got lost on the way is worth another try. */
const retry = (failures: number, error: unknown) =>
  failures < 2 && !(error instanceof TRPCClientError && error.data !== undefined);

function createClients() {
  // Live events say when something changed, so nothing grows stale by itself.
  const queries = new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, gcTime: 10 * 60_000, refetchOnWindowFocus: false, retry },
    },
  });
  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink(wire),
        false: httpBatchLink({ ...wire, maxURLLength: 4_000 }),
      }),
    ],
  });
  return { queries, trpc };
}

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [{ queries, trpc }] = useState(createClients);
  return (
    <NuqsAdapter>
      <ThemeProvider attribute="data-theme" defaultTheme="system" nonce={nonce} disableTransitionOnChange>
        <QueryClientProvider client={queries}>
          <TRPCProvider trpcClient={trpc} queryClient={queries}>
            <Tooltip.Provider delayDuration={250}>{children}</Tooltip.Provider>
          </TRPCProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </NuqsAdapter>
  );
}
