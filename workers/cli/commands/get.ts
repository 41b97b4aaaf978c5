import { listCheckpoints } from "~/db/checkpoints";
import { readSeries } from "~/db/points";
import { getRun } from "~/db/runs";
import { listRunStates } from "~/db/runStates";
import { formatTable } from "../formatTable";
import { withDatabase } from "../withDatabase";

/** Shows one run: how it stands, its checkpoints and, as JSON, every curve and its config. */
export async function get(id: string, { json }: { json?: boolean }): Promise<void> {
  await withDatabase(async (db) => {
    const run = await getRun(db, id);
    const checkpoints = await listCheckpoints(db, id);
    if (json) {
      const [states, series] = [await listRunStates(db, id), await readSeries(db, { runId: id })];
      console.log(JSON.stringify({ run, states, checkpoints, series }, null, 2));
      return;
    }
    const reason = run.stateReason ? `: ${run.stateReason}` : "";
    console.log(`${run.name} (${run.id})  ${run.state} at step ${run.step} of ${run.totalSteps}${reason}\n`);
    const rows = checkpoints.map(({ step, tokens, cells }) => [
      String(step),
      tokens?.toLocaleString("en") ?? "–",
      cells.map(({ cell, state }) => `${cell} ${state}`).join(", "),
    ]);
    console.log(formatTable(["CHECKPOINT", "TOKENS", "MEASURED"], rows));
  });
}
