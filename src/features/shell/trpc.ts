"use client";

import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "~/server/root";

/** `useTRPC().runs.get.queryOptions({ runId })` and its like. */
export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();
