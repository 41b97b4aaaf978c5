import type { Metadata } from "next";
import { SystemScreen } from "~/features/system/SystemScreen";

export const metadata: Metadata = { title: "System" };

export default function Page() {
  return <SystemScreen />;
}
