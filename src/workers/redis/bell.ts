/** So many times as many workers as there are new jobs are called, and so many at least: some have just begun others. */
const TIMES = 4;
const LEAST = 16;

/**
 * What a search rings with so many new jobs, of whose workers' seats so many are free: each worker that looks asks the one
 * Redis, and most of a thousand would ask for nothing.
 */
export function bellText(jobs: number, free: number): string {
  const share = Math.max(LEAST, TIMES * jobs) / Math.max(1, free);
  return share < 1 ? `work ${share.toFixed(4)}` : 'work';
}

/** Whether a worker that draws this number in [0, 1) is to look. Who is not looks at the next beat. */
export function isCalled(bell: string, draw: number): boolean {
  const [, share = '1'] = /^work (0\.\d+)$/.exec(bell) ?? [];
  return draw < Number(share);
}
