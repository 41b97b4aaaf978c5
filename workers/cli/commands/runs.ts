import { listRuns, type Run } from "~/db/runs";
import { formatTable } from "../formatTable";
import { withDatabase } from "../withDatabase";

/** Lists the runs that are not archived, newest first. */
export async function runs({ json }: { json?: boolean }): Promise<void> {
  await withDatabase(async (db) => {
    const all = await listRuns(db);
    if (json) console.log(JSON.stringify(all, null, 2));
    else if (all.length === 0)
      console.log("There are no runs yet. Start one with: npm run plateau -- train --config FILE");
    else console.log(formatTable(["RUN", "NAME", "STATE", "STEP", "TOKENS/S", "CREATED"], all.map(toRow)));
  });
}

function toRow({ id, name, state, step, totalSteps, tokensPerSecond, createdAt }: Run): string[] {
  const rate = tokensPerSecond === null ? "" : Math.round(tokensPerSecond).toLocaleString("en");
  return [
    id,
    name,
    state,
    `${step}/${totalSteps}`,
    rate,
    createdAt.toISOString().slice(0, 16).replace("T", " "),
  ];
}
