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

/** The last record of each trial that has a score, or else its last one, by the trials' numbers. */
export function lastShown(records: readonly Trial[]): readonly Trial[] {
  const last = new Map<number, Trial>();
  for (const record of records) {
    if (record.score !== null || !last.has(record.number)) last.set(record.number, record);
  }
  return [...last.values()].toSorted((a, b) => a.number - b.number);
}

/**
 * How each trial ended, by the trials' numbers, from records in the order of their stretches, the baseline's first. One that
 * did not get on says why; the score that it had before stands where all folds have it.
 */
export function howTheyEnded(records: readonly Trial[]): readonly Trial[] {
  const folds = records[0]?.folds;
  const last = new Map(records.map((record) => [record.number, record]));
  return lastShown(records).map((shown) => {
    const end = last.get(shown.number);
    if (!end || end === shown) return shown;
    const { state, rung } = end;
    const since = shown.state === 'screened' ? 'the first fold' : `a length of ${shown.length}`;
    const reason = `going on after ${since}: ${end.reason}`;
    return { ...shown, state, rung, score: shown.folds === folds ? shown.score : null, reason };
  });
}
