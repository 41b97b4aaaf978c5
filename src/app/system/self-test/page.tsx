import type { Metadata } from "next";
import { SelfTestScreen } from "~/features/system/SelfTestScreen";

export const metadata: Metadata = { title: "Self-test" };

export default function Page() {
  return <SelfTestScreen />;
}
