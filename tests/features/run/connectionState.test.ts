import { expect, test } from "vitest";
import { connectionState } from "~/features/run/connectionState";

test("an open stream is live, with its lag to a tenth of a second", () => {
  expect(connectionState("open", "running", 230)).toEqual({ words: "live · 0.2 s", look: "good" });
  expect(connectionState("open", "running", null).words).toBe("live");
});

test("what is drawn late is catching up", () => {
  expect(connectionState("open", "running", 12_400)).toEqual({
    words: "catching up · 12 s",
    look: "waiting",
  });
});

test("a lost connection is being opened again, whatever the run does", () => {
  expect(connectionState("lost", "finished", 10).words).toBe("reconnecting");
});

test.each(["finished", "failed", "killed"] as const)("nothing more comes of a run that is %s", (state) => {
  expect(connectionState("open", state, 10)).toEqual({ words: "complete", look: "quiet" });
});
