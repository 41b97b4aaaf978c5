import { redirect } from "next/navigation";
import { getContext } from "~/server/context";
import { createCaller } from "~/server/root";

/** Where there is one run, as after the first start, that is what one came to see. */
export default async function Home() {
  const runs = await createCaller(getContext()).runs.list({});
  redirect(runs.length === 1 ? `/runs/${runs[0]!.id}` : "/runs");
}
