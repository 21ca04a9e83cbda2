import type { Trial } from '../../trial/trial.js';

/** What stretches showed, in groups that can be compared; a record finds its place in it as it comes. */
export interface RungGroups {
  add(record: Trial): void;
  /**
   * Each best first, those that are furthest before others: what is trained to its end on the first fold, whatever the
   * family, then what is paused at the same rung of the same family. What was trained without a pause says nothing about a
   * rung.
   */
  all(): readonly (readonly Trial[])[];
}

export function createRungGroups(worth: (trial: Trial) => number): RungGroups {
  /** What is screened, with what is complete and never was. */
  const ended: Trial[] = [];
  const screened = new Set<number>();
  const atRungs = new Map<string, Trial[]>();
  const isAhead = (a: Trial, b: Trial) =>
    worth(a) > worth(b) || (worth(a) === worth(b) && a.number < b.number);
  const insert = (group: Trial[], trial: Trial) => {
    let [low, high] = [0, group.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAhead(group[middle] as Trial, trial)) low = middle + 1;
      else high = middle;
    }
    group.splice(low, 0, trial);
  };
  const groupOf = ({ rung, config }: Trial) => {
    const key = `${rung} ${config.family}`;
    const group = atRungs.get(key) ?? [];
    atRungs.set(key, group);
    return group;
  };
  return {
    add(record) {
      if (record.state === 'paused') insert(groupOf(record), record);
      if (record.state === 'screened') screened.add(record.number);
      const isEnd = record.state === 'complete' && !screened.has(record.number);
      if (record.state === 'screened' || isEnd) insert(ended, record);
    },
    all() {
      const groups = [...atRungs.values()].sort((a, b) => (b[0]?.rung ?? 0) - (a[0]?.rung ?? 0));
      return screened.size > 0 ? [ended, ...groups] : groups;
    },
  };
}
