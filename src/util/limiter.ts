/** Runs a task when it is its turn. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Runs tasks in the order of the calls, so many at a time. Piscina would deal waiting tasks out to its workers
 * at once, and a short one could wait behind a long one while another worker is idle.
 */
export function createLimiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
