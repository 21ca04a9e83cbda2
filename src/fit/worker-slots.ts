/** So many things at once, in the order in which they are asked for, each under the lowest number that is free, from 1. */
export interface WorkerSlots {
  run<T>(work: (worker: number) => Promise<T>): Promise<T>;
}

export function createWorkerSlots(workers: number): WorkerSlots {
  const free = Array.from({ length: workers }, (_, i) => i + 1);
  const waiting: ((worker: number) => void)[] = [];
  const taken = (): number | Promise<number> =>
    free.shift() ?? new Promise((resolve) => void waiting.push(resolve));
  const giveBack = (worker: number) => {
    const next = waiting.shift();
    if (next) next(worker);
    else {
      free.push(worker);
      free.sort((a, b) => a - b);
    }
  };
  return {
    async run(work) {
      const worker = await taken();
      try {
        return await work(worker);
      } finally {
        giveBack(worker);
      }
    },
  };
}
