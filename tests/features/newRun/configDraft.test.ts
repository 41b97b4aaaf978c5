import { describe, expect, test } from "vitest";
import { RunConfig, parseRunConfig } from "~/core/runConfig";
import { checkDraft, draftJson, draftTexts, emptyDraft, serverProblems } from "~/features/newRun/configDraft";
import { IngestConfig } from "~/core/ingestConfig";
import { configGroups } from "~/features/newRun/configFields";
import { describeConfig } from "~/features/newRun/describeConfig";

const groups = configGroups(RunConfig);
const fields = groups.flatMap((group) => group.fields);
const filled = (texts: Record<string, string>) => ({ by: "fields", texts }) as const;

describe("the form is the schema", () => {
  test("it has a field for every value of a config, with its default", () => {
    const defaults = RunConfig.parse({});
    const keysOf = (value: object, path = ""): string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === "object" ? keysOf(inner as object, `${path}${key}.`) : [`${path}${key}`],
      );
    const keys = keysOf(defaults);
    expect(fields.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
    expect(fields.find(({ key }) => key === "measure.influence.mode")).toMatchObject({
      label: "influence mode",
      kind: "choice",
    });
    expect(fields.find(({ key }) => key === "model.vocabulary")).toMatchObject({
      label: "vocabulary",
      kind: "number",
      standard: "4096",
    });
  });

  test("a field says what is allowed", () => {
    const hintOf = (key: string) => fields.find((field) => field.key === key)?.hint;
    expect(hintOf("model.layers")).toBe("1 to 24");
    expect(hintOf("training.learningRate")).toMatch(/^above 0, at most 1; after the warm-up/);
    expect(hintOf("training.steps")).toBe("1 to 10\u202f000\u202f000");
  });
});

describe("a draft", () => {
  test("left as it is gives the default run", () => {
    expect(checkDraft(emptyDraft, fields, RunConfig).config).toEqual(parseRunConfig({}));
    expect(draftJson(emptyDraft, fields)).toBe("{}");
  });

  test("holds in JSON only what was changed, as numbers where numbers are meant", () => {
    const draft = filled({
      name: "mine",
      "model.width": "64",
      "training.learningRate": "1e-3",
      "measure.influence.tolerance": "1e-5",
      "model.heads": " ",
    });
    expect(JSON.parse(draftJson(draft, fields))).toEqual({
      name: "mine",
      model: { width: 64 },
      training: { learningRate: 0.001 },
      measure: { influence: { tolerance: 1e-5 } },
    });
  });

  test("written as JSON fills the fields, and a field changed then keeps the rest", () => {
    const draft = { by: "json", json: '{"model":{"width":64},"seed":7}' } as const;
    expect(draftTexts(draft, fields)).toEqual({ "model.width": "64", seed: "7" });
  });

  test("with a wrong value says so at its field", () => {
    const { config, problems } = checkDraft(
      filled({ "model.width": "100", "model.heads": "3", seed: "soon" }),
      fields,
      RunConfig,
    );
    expect(config).toBeNull();
    expect(Object.keys(problems)).toContain("seed");
    expect(
      checkDraft(filled({ "model.width": "100", "model.heads": "3" }), fields, RunConfig).problems,
    ).toEqual({
      "model.heads": "must divide model.width, which is 100",
    });
  });

  test("with a key that is none, or that is no JSON, says so above the form", () => {
    expect(checkDraft({ by: "json", json: '{"modle":{}}' }, fields, RunConfig).problems[""]).toMatch(/modle/);
    expect(checkDraft({ by: "json", json: "{" }, fields, RunConfig).problems[""]).toMatch(/JSON/);
  });
});

test("what the server refuses is shown at the field it names", () => {
  const message = "model.context: must be shorter than the text (is 512)\nThe disk is full.";
  expect(serverProblems(message, fields)).toEqual({
    "model.context": "must be shorter than the text (is 512)",
    "": "The disk is full.",
  });
});

test("a config is told by what it amounts to", () => {
  const words = describeConfig(parseRunConfig({ training: { steps: 1000, batch: 16 } }));
  expect(words).toMatch(
    /^1\.33 M parameters, 2\.05 M tokens in 1\u202f000 steps, 13 checkpoints, 512 neurons/,
  );
});

test("the form of an ingested run has a box for what is a yes or no", () => {
  const ingest = configGroups(IngestConfig).flatMap((group) => group.fields);
  expect(ingest.find(({ key }) => key === "follow")).toMatchObject({ kind: "flag", standard: "false" });
  const draft = filled({ source: "/models", follow: "true", "text.context": "64" });
  const { config, input } = checkDraft(draft, ingest, IngestConfig);
  expect(input).toEqual({ source: "/models", follow: true, text: { context: 64 } });
  expect(config).toMatchObject({ follow: true });
  expect(checkDraft(emptyDraft, ingest, IngestConfig).problems).toHaveProperty("source");
});
