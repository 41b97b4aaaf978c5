import type { Metadata } from "next";
import { RunsScreen } from "~/features/runs/RunsScreen";
import { getContext } from "~/server/context";
import { createCaller } from "~/server/root";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage() {
  return <RunsScreen loaded={await createCaller(getContext()).runs.list({})} />;
}
