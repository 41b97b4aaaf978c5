"use client";

import Link from "next/link";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { RelativeTime } from "../runs/RelativeTime";
import { Card, tableHead, tableRow } from "./Card";
import { heartbeatWords } from "./heartbeatWords";
import { useWorkers } from "./useSystem";

/** Every worker: where it runs, what it computes on, when it was last heard, what it does. */
export function WorkersCard() {
  const { data, error } = useWorkers();
  return (
    <Card title="Workers">
      {!data && (error ? <NotMeasurable reason={error.message} height={90} /> : <Loading height={90} />)}
      {data?.workers.length === 0 && (
        <NotMeasurable
          reason="No worker is running, so nothing is trained or measured. Start one here or on another machine:"
          height={110}
        >
          <code className="rounded border border-line bg-raised px-2 py-1 font-mono text-sm">
            npm run plateau -- worker
          </code>
        </NotMeasurable>
      )}
      {data && data.workers.length > 0 && (
        <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Workers">
          <table className="w-full">
            <thead>
              <tr className={tableHead}>
                <th scope="col">heartbeat</th>
                <th scope="col">worker</th>
                <th scope="col">computes on</th>
                <th scope="col">does</th>
                <th scope="col">code</th>
                <th scope="col">since</th>
              </tr>
            </thead>
            <tbody>
              {data.workers.map((worker) => (
                <tr key={worker.id} className={tableRow}>
                  <td className="whitespace-nowrap tabular-nums">
                    <span aria-hidden className={worker.alive ? "text-good" : "text-bad"}>
                      {worker.alive ? "●" : "◌"}
                    </span>{" "}
                    {heartbeatWords(data.now, worker)}
                  </td>
                  <td>
                    {worker.host} <span className="font-mono text-sm text-soft">{worker.pid}</span>
                  </td>
                  <td>{worker.backend}</td>
                  <td>
                    {worker.jobKind === null ? (
                      <span className="text-soft">waits for a job</span>
                    ) : (
                      <>
                        {worker.jobKind}
                        {worker.runId && (
                          <>
                            {" "}
                            <Link href={`/runs/${worker.runId}`} className="text-accent hover:underline">
                              {worker.runId}
                            </Link>
                          </>
                        )}
                      </>
                    )}
                  </td>
                  <td className="font-mono text-sm">{worker.codeVersion}</td>
                  <td className="whitespace-nowrap text-soft">
                    <RelativeTime date={worker.startedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
