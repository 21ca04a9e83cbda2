import type { MachineWork } from '../../trial/job.js';

/** What a search on many machines has seen. */
export interface Tally {
  add(machine: string, what: Partial<Omit<MachineWork, 'machine'>>): void;
  /** Seconds of the job that took longest. */
  longest(): number;
  /** By their names. */
  machines(): readonly MachineWork[];
}

export function createTally(): Tally {
  const machines = new Map<string, MachineWork>();
  let longest = 0;
  return {
    longest: () => longest,
    add(machine, what) {
      if (what.jobs === 1) longest = Math.max(longest, what.seconds ?? 0);
      const { jobs = 0, seconds = 0, lost = 0, refused = 0 } = machines.get(machine) ?? {};
      machines.set(machine, {
        machine,
        jobs: jobs + (what.jobs ?? 0),
        seconds: seconds + (what.seconds ?? 0),
        lost: lost + (what.lost ?? 0),
        refused: refused + (what.refused ?? 0),
      });
    },
    machines: () => [...machines.values()].toSorted((a, b) => (a.machine < b.machine ? -1 : 1)),
  };
}
