import type { Job, MachineWork } from '../../trial/job.js';

/** What a search on many machines has seen. */
export interface Tally {
  /** A job that a machine has ended, in so many seconds. */
  done(machine: string, job: Job, seconds: number): void;
  /** One that was lost with a worker, or whose answer was refused. */
  failed(machine: string, how: 'lost' | 'refused'): void;
  /** Seconds of the job that took longest. */
  longest(): number;
  /** By their names. */
  machines(): readonly MachineWork[];
}

const NO_WORK = { jobs: 0, refits: 0, seconds: 0, lost: 0, refused: 0 } as const;

export function createTally(): Tally {
  const machines = new Map<string, Omit<MachineWork, 'machine' | 'trials'>>();
  const trials = new Map<string, Set<number>>();
  let longest = 0;
  const add = (machine: string, what: Partial<Record<keyof typeof NO_WORK, number>>) => {
    const before = machines.get(machine) ?? NO_WORK;
    const sum = (of: keyof typeof NO_WORK) => before[of] + (what[of] ?? 0);
    machines.set(machine, {
      jobs: sum('jobs'),
      refits: sum('refits'),
      seconds: sum('seconds'),
      lost: sum('lost'),
      refused: sum('refused'),
    });
  };
  return {
    longest: () => longest,
    done(machine, job, seconds) {
      longest = Math.max(longest, seconds);
      add(machine, { jobs: 1, refits: job.kind === 'refit' ? 1 : 0, seconds });
      if (job.kind !== 'trial') return;
      const own = trials.get(machine) ?? new Set();
      trials.set(machine, own.add(job.trial));
    },
    failed: (machine, how) => add(machine, { [how]: 1 }),
    machines: () =>
      [...machines]
        .map(([machine, work]) => ({ machine, trials: trials.get(machine)?.size ?? 0, ...work }))
        .toSorted((a, b) => (a.machine < b.machine ? -1 : 1)),
  };
}
