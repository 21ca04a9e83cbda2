import type { MachineWork } from '../trial/job.js';

/** What each machine did in all, by their names. */
export function byMachine(all: readonly MachineWork[]): readonly MachineWork[] {
  const names = [...new Set(all.map(({ machine }) => machine))].sort();
  return names.map((machine) => {
    const own = all.filter((work) => work.machine === machine);
    const sum = (of: (work: MachineWork) => number) => own.reduce((sum, work) => sum + of(work), 0);
    return {
      machine,
      trials: sum(({ trials }) => trials),
      jobs: sum(({ jobs }) => jobs),
      refits: sum(({ refits }) => refits),
      seconds: sum(({ seconds }) => seconds),
      lost: sum(({ lost }) => lost),
      refused: sum(({ refused }) => refused),
    };
  });
}
