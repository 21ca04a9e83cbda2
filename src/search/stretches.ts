import type { Trial, TrialConfig } from '../trial/trial.js';
import type { FamilySpace } from './samplers/sampler.js';

/** The epoch, or round, at which a configuration pauses after so many pauses; undefined when it is trained to its end. */
export function pauseAt(
  { family, params }: TrialConfig,
  families: readonly FamilySpace[],
  pauses: number,
): number | undefined {
  const rungs = families.find((own) => own.family === family)?.rungs;
  if (!rungs) return undefined;
  const all = Number(params[rungs.param]);
  const epochs = rungs.shares.map((share) => Math.ceil(share * all));
  return [...new Set(epochs)].filter((epoch) => epoch < all)[pauses];
}

/** What each trial showed last, kept as records come. */
export interface ShownTrials {
  add(record: Trial): void;
  /** The last record of each trial that has a score, or else its last one, by the trials' numbers. */
  readonly trials: readonly Trial[];
}

/** Where there are more than `most`, every second of the worse half is forgotten. */
export function createShownTrials(
  most = Number.POSITIVE_INFINITY,
  worth: (trial: Trial) => number = () => 0,
): ShownTrials {
  let trials: Trial[] = [];
  const forget = () => {
    const worse = trials.toSorted((a, b) => compare(worth(b), worth(a))).slice(trials.length / 2);
    const forgotten = new Set(worse.filter((_, place) => place % 2 === 1));
    trials = trials.filter((trial) => !forgotten.has(trial));
  };
  return {
    get trials() {
      return trials;
    },
    add(record) {
      let place = trials.length;
      // Numbers come nearly in their order.
      while (place > 0 && (trials[place - 1]?.number ?? 0) > record.number) place--;
      const before = trials[place - 1];
      if (before?.number !== record.number) trials.splice(place, 0, record);
      else if (record.score !== null || before.score === null) trials[place - 1] = record;
      if (trials.length > most) forget();
    },
  };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/**
 * How each trial ended, by the trials' numbers, from records in the order of their stretches, the baseline's first. One that
 * did not get on says why; the score that it had before stands where all folds have it.
 */
export function howTheyEnded(records: readonly Trial[]): readonly Trial[] {
  const folds = records[0]?.folds;
  const last = new Map(records.map((record) => [record.number, record]));
  const known = createShownTrials();
  for (const record of records) known.add(record);
  return known.trials.map((shown) => {
    const end = last.get(shown.number);
    if (!end || end === shown) return shown;
    const { state, rung } = end;
    const since = shown.state === 'screened' ? 'the first fold' : `a length of ${shown.length}`;
    const reason = `going on after ${since}: ${end.reason}`;
    return { ...shown, state, rung, score: shown.folds === folds ? shown.score : null, reason };
  });
}
