"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Choice } from "../controls/Choice";
import { PageTitle } from "../shell/PageTitle";
import { ConfigForm } from "./ConfigForm";
import { ingestForm, trainingForm } from "./startForms";
import { useStart } from "./useStart";

const kinds = ["training", "ingest"] as const;
const labels = { training: trainingForm.label, ingest: ingestForm.label };

/** Starts a run: a model to train here, or checkpoints that somebody else trains. */
export function NewRunScreen() {
  const [kind, setKind] = useQueryState("kind", parseAsStringLiteral(kinds).withDefault("training"));
  const start = useStart(kind);
  return (
    <div className="mx-auto max-w-[1200px] px-4 pb-16">
      <PageTitle title="New run">
        <Choice
          label="What is measured"
          value={kind}
          options={kinds.map((value) => ({ value, label: labels[value] }))}
          onChange={(value) => void setKind(value)}
        />
      </PageTitle>
      {kind === "training" ? (
        <ConfigForm key="training" form={trainingForm} start={start} />
      ) : (
        <ConfigForm key="ingest" form={ingestForm} start={start} />
      )}
    </div>
  );
}
