import type { Metadata } from "next";
import { GlossaryScreen } from "~/features/glossary/GlossaryScreen";

export const metadata: Metadata = { title: "Glossary" };

export default function GlossaryPage() {
  return <GlossaryScreen />;
}
