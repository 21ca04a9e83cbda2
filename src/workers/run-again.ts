/** How often a job is run before its workers' deaths are taken for its doing. */
const MOST_RUNS = 2;
/** What a thread ends with that may open no more files while it loads; Node takes a package that it cannot open for one that is not there. */
const NO_FILES: readonly unknown[] = [
  'EMFILE',
  'ENFILE',
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
];

/** Runs a job; rejects where its worker dies. */
export type RunAgain = <T>(run: () => Promise<T>) => Promise<T>;

/**
 * Runs each job, and once more where its worker has died, as what killed it may have come from outside; rejects with the last death,
 * or with the first once nothing is to be run again. That a worker could open no files is not a job's doing while others run: it waits
 * until one of them ends, whose worker can take it.
 */
export function createRunAgain(isOver: () => boolean): RunAgain {
  const running = new Set<Promise<unknown>>();
  const ran = async <T>(run: () => Promise<T>): Promise<T> => {
    const own = run();
    running.add(own);
    try {
      return await own;
    } finally {
      running.delete(own);
    }
  };
  return async (run) => {
    for (let deaths = 0; ; ) {
      try {
        return await ran(run);
      } catch (thrown) {
        if (isOver()) throw thrown;
        if (running.size > 0 && lacksFiles(thrown)) await Promise.race([...running].map(ended));
        else if (++deaths === MOST_RUNS) throw thrown;
      }
    }
  };
}

function lacksFiles(thrown: unknown): boolean {
  return NO_FILES.includes((thrown as NodeJS.ErrnoException).code);
}

/** Resolves at the end of a run, whatever that is. */
function ended(run: Promise<unknown>): Promise<unknown> {
  return run.catch(() => {});
}
