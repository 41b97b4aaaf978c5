"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { Check, X } from "lucide-react";
import { formatInteger, formatNumber, formatTick } from "~/charts/format/formatNumber";
import type { AppRouter } from "~/server/root";
import { RelativeTime } from "../runs/RelativeTime";
import { tableHead, tableRow } from "./Card";
import { prepareChecks } from "./prepareChecks";

type Result = inferRouterOutputs<AppRouter>["system"]["selfTests"][number];

/** One self-test: a line that says how it came out, and under it every check. */
export function SelfTestResult({ result, open }: { result: Result; open: boolean }) {
  const { checks, backend, codeVersion, at, durationMs } = result;
  const groups = prepareChecks(checks);
  const wrong = checks.filter(({ holds }) => !holds).length;
  return (
    <details open={open} className="mb-3 rounded-md border border-line bg-raised p-3">
      <summary className="cursor-pointer">
        <span className={`font-medium ${wrong === 0 ? "text-good" : "text-bad"}`}>
          {wrong === 0
            ? `✓ all ${formatInteger(checks.length)} hold`
            : `✕ ${formatInteger(wrong)} of ${formatInteger(checks.length)} do not hold`}
        </span>
        <span className="text-soft">
          {" "}
          · {backend} · <span className="font-mono text-sm">{codeVersion}</span> ·{" "}
          {formatNumber(durationMs / 1000)} s · <RelativeTime date={at} />
        </span>
      </summary>
      {groups.map(({ group, checks: own, wrong: bad }) => (
        <section key={group} className="mt-3 overflow-x-auto" tabIndex={0} aria-label={group}>
          <h2 className="mb-1 font-medium first-letter:uppercase">
            {group}
            {bad > 0 && <span className="text-bad"> · {formatInteger(bad)} wrong</span>}
          </h2>
          <table className="w-full min-w-xl table-fixed">
            <colgroup>
              <col className="w-16" />
              <col />
              <col className="w-28" />
              <col className="w-28" />
              <col className="w-28" />
            </colgroup>
            <thead>
              <tr className={tableHead}>
                <th scope="col">holds</th>
                <th scope="col">check</th>
                <th scope="col">value</th>
                <th scope="col">must be</th>
                <th scope="col">within</th>
              </tr>
            </thead>
            <tbody className="tabular-nums">
              {own.map(({ name, value, expected, tolerance, holds }) => (
                <tr key={name} className={tableRow}>
                  <td>
                    {holds ? (
                      <Check role="img" aria-label="holds" className="size-4 text-good" />
                    ) : (
                      <X role="img" aria-label="does not hold" className="size-4 text-bad" />
                    )}
                  </td>
                  <td>{name}</td>
                  <td className="font-mono text-sm">{formatNumber(value)}</td>
                  <td className="font-mono text-sm">{formatTick(expected)}</td>
                  <td className="font-mono text-sm">± {formatTick(tolerance)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </details>
  );
}
