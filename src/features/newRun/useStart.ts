import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "../shell/trpc";

/** Starts a run of a kind and leads to its page. */
export function useStart(kind: "training" | "ingest") {
  const trpc = useTRPC();
  const router = useRouter();
  const onSuccess = ({ id }: { id: string }) => router.push(`/runs/${id}`);
  const training = useMutation(trpc.runs.create.mutationOptions({ onSuccess }));
  const ingest = useMutation(trpc.runs.ingest.mutationOptions({ onSuccess }));
  return kind === "training" ? training : ingest;
}
