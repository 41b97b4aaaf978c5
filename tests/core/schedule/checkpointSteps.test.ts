import { describe, expect, test } from "vitest";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";

describe("checkpointSteps", () => {
  test("doubles up to 512, then goes on evenly, and ends with the last step", () => {
    expect(checkpointSteps({ totalSteps: 1600, every: 250 })).toEqual([
      0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 750, 1000, 1250, 1500, 1600,
    ]);
  });

  test("a last step that is on the schedule is there once", () => {
    expect(checkpointSteps({ totalSteps: 750, every: 250 }).slice(-2)).toEqual([512, 750]);
    expect(checkpointSteps({ totalSteps: 4, every: 250 })).toEqual([0, 1, 2, 4]);
  });

  test("short runs end early", () => {
    expect(checkpointSteps({ totalSteps: 0, every: 10 })).toEqual([0]);
    expect(checkpointSteps({ totalSteps: 5, every: 10 })).toEqual([0, 1, 2, 4, 5]);
  });

  test("intervals longer or shorter than 512 start at their first multiple after it", () => {
    expect(checkpointSteps({ totalSteps: 3000, every: 1000 }).slice(-4)).toEqual([512, 1000, 2000, 3000]);
    expect(checkpointSteps({ totalSteps: 1100, every: 512 }).slice(-3)).toEqual([512, 1024, 1100]);
  });

  test("refuses steps that are not whole", () => {
    expect(() => checkpointSteps({ totalSteps: 10, every: 0 })).toThrow("10 steps with a checkpoint every 0");
    expect(() => checkpointSteps({ totalSteps: 1.5, every: 1 })).toThrow("1.5 steps");
  });
});
