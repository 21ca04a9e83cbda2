/** How often a job is run before its workers' deaths are taken for its doing. */
const MOST_RUNS = 2;

/**
 * Runs a job, and once more where its worker has died, as what killed it may have come from outside; rejects with the last death,
 * or with the first once nothing is to be run again.
 */
export async function runAgain<T>(run: () => Promise<T>, isOver: () => boolean): Promise<T> {
  for (let runs = 1; ; runs++) {
    try {
      return await run();
    } catch (thrown) {
      if (runs === MOST_RUNS || isOver()) throw thrown;
    }
  }
}
