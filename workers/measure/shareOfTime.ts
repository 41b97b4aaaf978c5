/**
 * Time of work that goes on side by side: each moment is divided among what is at work then, so that what all took
 * adds up to what passed.
 *
 * @param now in milliseconds
 * @returns begins a piece of work; the function it gives ends that, and says what it took in milliseconds
 */
export function shareOfTime(now: () => number): () => () => number {
  const atWork = new Set<{ tookMs: number }>();
  let last = now();
  const divide = () => {
    const passed = now() - last;
    last += passed;
    for (const work of atWork) work.tookMs += passed / atWork.size;
  };
  return () => {
    divide();
    const work = { tookMs: 0 };
    atWork.add(work);
    return () => {
      divide();
      atWork.delete(work);
      return work.tookMs;
    };
  };
}
