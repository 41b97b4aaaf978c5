"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { type ReactNode, createContext, useContext, useEffect, useState } from "react";
import type { AppRouter } from "~/server/root";
import { useTRPC } from "../shell/trpc";
import { nearestStep, neighbourStep } from "./nearestStep";
import { runAddress, serializeRunAddress } from "./runAddress";
import { type Connection, useLiveRun } from "./useLiveRun";
import { usePrefetchSteps } from "./usePrefetchSteps";

type Outputs = inferRouterOutputs<AppRouter>;
export type RunOutput = Outputs["runs"]["get"];
export type Timeline = Outputs["timeline"]["get"];

export interface RunView {
  runId: string;
  run: RunOutput;
  timeline: Timeline;
  connection: Connection;
  /** The measured checkpoint every panel shows; null before the first measurement. */
  step: number | null;
  /** Steps with measurements, ascending. */
  steps: readonly number[];
  /** Whether the newest measured step is shown as the run goes on. */
  following: boolean;
  playing: boolean;
  xScale: "log" | "linear";
  yScale: "log" | "linear";
  goTo: (step: number) => void;
  /** `by` measured steps forward or back. */
  move: (by: number) => void;
  follow: () => void;
  setPlaying: (playing: boolean) => void;
  toggleX: () => void;
  toggleY: () => void;
  /** A path with all that the address says, so that a tab looks at the same step. */
  hrefOf: (path: string) => string;
}

const Context = createContext<RunView | null>(null);

/** The run a page is about, and the step it looks at. Only below RunProvider. */
export function useRunView(): RunView {
  const view = useContext(Context);
  if (!view) throw new Error("useRunView is used outside a run's page");
  return view;
}

const PLAY_MS = 700;

interface Props {
  run: RunOutput;
  timeline: Timeline;
  children: ReactNode;
}

/** Everything on a run's page looks at one step; where it looks is in the address. */
export function RunProvider({ run: loadedRun, timeline: loadedTimeline, children }: Props) {
  const runId = loadedRun.id;
  const trpc = useTRPC();
  const { data: run } = useQuery(trpc.runs.get.queryOptions({ runId }, { initialData: loadedRun }));
  const { data: timeline } = useQuery(
    trpc.timeline.get.queryOptions({ runId }, { initialData: loadedTimeline }),
  );
  const connection = useLiveRun(runId, loadedRun.cursor);

  const [address, setAddress] = useQueryStates(runAddress);
  const { step: wanted, logx, logy } = address;
  const search = useSearchParams();
  const { steps } = timeline;
  const following = wanted === null;
  const step = following ? (steps.at(-1) ?? null) : nearestStep(steps, wanted);
  const goTo = (next: number) => void setAddress({ step: next });
  const follow = () => void setAddress({ step: null });

  const [playing, setPlaying] = useState(false);
  const next = neighbourStep(steps, step, 1);
  useEffect(() => {
    if (!playing || next === null) return;
    const timer = setTimeout(() => {
      void setAddress({ step: next });
      if (next === steps.at(-1)) setPlaying(false);
    }, PLAY_MS);
    return () => clearTimeout(timer);
  }, [playing, next, steps, setAddress]);

  usePrefetchSteps(runId, [neighbourStep(steps, step, -1), next]);

  return (
    <Context
      value={{
        ...{ runId, run, timeline, connection, step, steps, following, playing, goTo, follow },
        xScale: logx ? "log" : "linear",
        yScale: logy ? "log" : "linear",
        move: (by) => {
          const to = neighbourStep(steps, step, by);
          if (to !== null) goTo(to);
        },
        setPlaying: (start) => {
          // From the end it plays from the beginning: that is what one wants to see again.
          if (start && step === steps.at(-1) && steps[0] !== undefined) goTo(steps[0]);
          setPlaying(start && steps.length > 1);
        },
        toggleX: () => void setAddress({ logx: !logx }),
        toggleY: () => void setAddress({ logy: !logy }),
        // What was set a moment ago is in the state before it is in the address.
        hrefOf: (path) => path + serializeRunAddress(search, address),
      }}
    >
      {children}
    </Context>
  );
}
