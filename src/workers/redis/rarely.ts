/** Calls at most that are answered by what failed before. */
const MOST_LEFT_OUT = 8;

/** Does what may fail, and behind each failure lets twice as many calls pass, which reject as that one did. */
export function rarely(run: () => Promise<void>): () => Promise<void> {
  let pause = 0;
  let left = 0;
  let fault: unknown;
  return async () => {
    if (left > 0) {
      left--;
      throw fault;
    }
    try {
      await run();
      pause = 0;
    } catch (thrown) {
      pause = Math.min(MOST_LEFT_OUT, Math.max(1, 2 * pause));
      [left, fault] = [pause, thrown];
      throw thrown;
    }
  };
}
