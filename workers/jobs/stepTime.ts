/** The memory of the average, in time spent training. */
const memoryMs = 5_000;

/** Milliseconds per step, smoothed over the last few seconds of training. */
export class StepTime {
  private mean: number | null = null;

  add(durationMs: number): void {
    const weight = 1 - Math.exp(-durationMs / memoryMs);
    // The first steps count fully, so that the average does not begin at nothing.
    this.mean = this.mean === null ? durationMs : this.mean + weight * (durationMs - this.mean);
  }

  /** null before the first step. */
  get ms(): number | null {
    return this.mean;
  }
}
