import type { Metadata } from "next";
import { NewRunScreen } from "~/features/newRun/NewRunScreen";

export const metadata: Metadata = { title: "New run" };

export default function NewRunPage() {
  return <NewRunScreen />;
}
