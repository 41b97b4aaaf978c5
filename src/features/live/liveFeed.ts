import type { ProgressEvent, RunEvent } from "~/core/events";

/** What the stream has told the page since it opened; the rest is asked for by queries. */
export interface LiveFeed {
  /** Of the last event. A stream that is opened again goes on behind it. */
  cursor: string;
  /** The last completed step; null before the first event. */
  step: number | null;
  tokensPerSecond: number | null;
  etaSeconds: number | null;
  /** Training points since the page opened: columns over `steps`, ascending, each step once. */
  steps: number[];
  series: Record<string, (number | null)[]>;
  /** The checkpoint that is being measured now. */
  measuring: number | null;
  /** From the commit of the last event to its arrival. */
  lagMs: number | null;
}

export const emptyFeed = (cursor: string): LiveFeed => ({
  cursor,
  step: null,
  tokensPerSecond: null,
  etaSeconds: null,
  steps: [],
  series: {},
  measuring: null,
  lagMs: null,
});

export interface Arrival {
  cursor: string;
  event: RunEvent;
  lagMs: number;
}

/** The feed after some more events. Telling an event twice changes nothing. */
export function applyArrivals(feed: LiveFeed, arrivals: readonly Arrival[]): LiveFeed {
  const last = arrivals.at(-1);
  if (!last) return feed;
  const events = arrivals.map(({ event }) => event);
  const progress = events.filter((event) => event.type === "progress");
  return {
    ...feed,
    ...latest(progress),
    ...appended(feed, progress),
    measuring: events.reduce(measuringAfter, feed.measuring),
    cursor: last.cursor,
    lagMs: last.lagMs,
  };
}

/** The feed without the points up to `step`, which by now are stored and queried. */
export function forgetUpTo(feed: LiveFeed, step: number): LiveFeed {
  const from = feed.steps.findIndex((other) => other > step);
  const kept = from < 0 ? feed.steps.length : from;
  const series = Object.entries(feed.series).map(([name, values]) => [name, values.slice(kept)] as const);
  return { ...feed, steps: feed.steps.slice(kept), series: Object.fromEntries(series) };
}

function latest(progress: readonly ProgressEvent[]): Partial<LiveFeed> {
  const last = progress.at(-1);
  if (!last) return {};
  const { step, tokensPerSecond, etaSeconds } = last;
  return { step, tokensPerSecond, etaSeconds };
}

/** A run that went back to its last checkpoint repeats steps, with the same values: what is there stays. */
function appended(feed: LiveFeed, progress: readonly ProgressEvent[]): Pick<LiveFeed, "steps" | "series"> {
  if (progress.length === 0) return feed;
  const steps = [...feed.steps];
  const names = new Set([
    ...Object.keys(feed.series),
    ...progress.flatMap(({ series }) => Object.keys(series)),
  ]);
  const series = Object.fromEntries(
    [...names].map((name) => [name, [...(feed.series[name] ?? steps.map(() => null))]]),
  );
  for (const event of progress) {
    for (const [index, step] of event.steps.entries()) {
      if (step <= (steps.at(-1) ?? -1)) continue;
      steps.push(step);
      for (const name of names) series[name]!.push(event.series[name]?.[index] ?? null);
    }
  }
  return { steps, series };
}

function measuringAfter(measuring: number | null, event: RunEvent): number | null {
  if (event.type === "measuring") return event.step;
  const ends =
    event.type === "skipped" ||
    event.type === "progress" ||
    (event.type === "measured" && (event.cell === "coordination" || event.cell === "layer"));
  return ends ? null : measuring;
}
