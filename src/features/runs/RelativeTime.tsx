"use client";

import { useSyncExternalStore } from "react";

const MINUTE = 60_000;
const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const units = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

function everyMinute(changed: () => void) {
  const timer = setInterval(changed, MINUTE);
  return () => clearInterval(timer);
}

const currentMinute = () => Math.floor(Date.now() / MINUTE);
const onServer = () => null;

/** "5 minutes ago"; the whole date on hover. The server, which has another clock and zone, draws the date. */
export function RelativeTime({ date }: { date: Date }) {
  const minute = useSyncExternalStore(everyMinute, currentMinute, onServer);
  const absolute = date.toISOString().slice(0, 16).replace("T", " ") + " UTC";
  return (
    <time dateTime={date.toISOString()} title={absolute}>
      {minute === null ? absolute : agoInWords(minute - Math.floor(date.getTime() / MINUTE))}
    </time>
  );
}

function agoInWords(minutes: number): string {
  const [unit, size] = units.find(([, least]) => minutes >= least) ?? ["minute", 1];
  return minutes < 1 ? "just now" : format.format(-Math.floor(minutes / size), unit);
}
