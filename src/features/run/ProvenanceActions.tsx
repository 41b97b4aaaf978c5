"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { button } from "../shell/buttonStyle";

/** What can be done with a reproducibility card. */
export function ProvenanceActions({ json }: { json: string }) {
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(json).then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2 border-t border-line pt-3">
      <button type="button" className={button} onClick={() => void copy()}>
        {copied === "yes" ? <Check aria-hidden /> : <Copy aria-hidden />}
        Copy as JSON
      </button>
      <span role="status" className="text-soft">
        {copied === "yes" && "Copied."}
        {copied === "no" && "The browser did not allow it."}
      </span>
    </div>
  );
}
