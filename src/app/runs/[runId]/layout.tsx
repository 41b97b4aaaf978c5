import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { AppError } from "~/core/errors";
import { RunProvider } from "~/features/live/RunProvider";
import { RunFrame } from "~/features/run/RunFrame";
import { getContext } from "~/server/context";
import { createCaller } from "~/server/root";

interface Props {
  params: Promise<{ runId: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { runId } = await params;
  const run = await createCaller(getContext())
    .runs.get({ runId })
    .catch(() => null);
  return { title: run?.name ?? "No such run" };
}

export default async function RunLayout({ params, children }: Props) {
  const { runId } = await params;
  const caller = createCaller(getContext());
  // The run first: its cursor then stands before everything else that is read.
  const run = await caller.runs.get({ runId }).catch(orNotFound);
  const timeline = await caller.timeline.get({ runId });
  return (
    <RunProvider run={run} timeline={timeline}>
      <RunFrame>{children}</RunFrame>
    </RunProvider>
  );
}

function orNotFound(error: unknown): never {
  if (error instanceof Error && error.cause instanceof AppError && error.cause.code === "not_found")
    notFound();
  throw error;
}
