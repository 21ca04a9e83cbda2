import type { FoldResult } from './job.js';
import { type FinishedTrial, gatherPredictions } from './run-trial.js';
import type { Stretch } from './stretch.js';
import type { FoldModel, Trial } from './trial.js';
import type { TrialJudge } from './trial-judge.js';
import { trialWorth } from './trial-worth.js';

/** A trial with a score and its out-of-fold predictions: (rows, classes), or one number a row. */
export interface KeptTrial {
  readonly trial: Trial;
  readonly predictions: Float64Array;
}

/** Where what stretches leave lies, by the stretch's number: in memory, or in files. */
export interface Blobs {
  /** Safe when it resolves. */
  put(stretch: number, folds: readonly FoldResult[]): Promise<void>;
  get(stretch: number): Promise<readonly FoldResult[]>;
  remove(stretch: number): Promise<void>;
}

/** How many of the best trials keep their predictions and weights for the ensemble. */
export const KEPT_TRIALS = 40;

/** Keeps what the best trials, and those that may go on, have left. */
export interface TrialStore {
  /** Keeps what a stretch left; safe when it resolves. */
  put(stretch: Stretch, finished: FinishedTrial): Promise<void>;
  /** Counts a stretch whose blob is there already. */
  restore(stretch: Pick<Stretch, 'number'>, trial: Trial): void;
  /** The stretches whose blobs may still be asked for. */
  needed(): readonly number[];
  /** Tells that a stretch is on record, and removes what nothing can need any more, whatever the order of the calls. */
  settle(stretch: Stretch): Promise<void>;
  /** What a stretch goes on from, fold by fold. */
  before(stretch: Stretch): Promise<readonly FoldResult[]>;
  /** Those with an answer of every fold, best first; of equal ones the earlier trial. */
  kept(): Promise<readonly KeptTrial[]>;
  modelsOf(trial: Trial): Promise<readonly FoldModel[]>;
}

interface Entry {
  readonly stretch: number;
  readonly trial: Trial;
  predictions: Float64Array | undefined;
  settled: boolean;
}

/** Of complete trials the `most` best are kept, of others all: they may be the best once they go on. */
export function createTrialStore(judge: TrialJudge, most: number, blobs: Blobs): TrialStore {
  const { metric } = judge;
  const value = ({ trial }: Entry) => trialWorth(metric, trial);
  const better = (a: Entry, b: Entry) => value(b) - value(a) || a.trial.number - b.trial.number;
  let entries: Entry[] = [];
  const isNeeded = (entry: Entry) => {
    const settled = entries.filter((other) => other.settled && other !== entry);
    const own = entry.trial;
    if (settled.some(({ trial }) => trial.number === own.number && trial.rung > own.rung))
      return false;
    const ahead = settled.filter(
      (other) => other.trial.state === 'complete' && better(other, entry) < 0,
    );
    return own.state !== 'complete' || ahead.length < most;
  };
  return {
    async put(stretch, { trial, left }) {
      if (!left) return;
      await blobs.put(stretch.number, left.folds);
      entries.push({
        stretch: stretch.number,
        trial,
        predictions: left.predictions,
        settled: false,
      });
    },
    restore({ number }, trial) {
      if (trial.score === null) return;
      entries.push({ stretch: number, trial, predictions: undefined, settled: true });
      entries = entries.filter(isNeeded);
    },
    needed: () => entries.map(({ stretch }) => stretch),
    async settle({ number }) {
      const entry = entries.find(({ stretch }) => stretch === number);
      if (entry) entry.settled = true;
      const left = entries.filter((other) => !isNeeded(other));
      entries = entries.filter((other) => !left.includes(other));
      await Promise.all(left.map(({ stretch }) => blobs.remove(stretch)));
    },
    before: async ({ from }) => (from === undefined ? [] : blobs.get(from)),
    async kept() {
      const latest = new Map(
        entries
          .toSorted((a, b) => a.trial.rung - b.trial.rung)
          .map((entry) => [entry.trial.number, entry]),
      );
      const whole = [...latest.values()].filter(({ trial }) => trial.folds === judge.folds.length);
      const best = whole.toSorted(better).slice(0, most);
      const load = async (entry: Entry) => {
        entry.predictions ??= gatherPredictions(judge, await blobs.get(entry.stretch));
        return { trial: entry.trial, predictions: entry.predictions };
      };
      return Promise.all(best.map(load));
    },
    async modelsOf(trial) {
      const entry = entries.find((own) => own.trial === trial);
      if (!entry) throw new Error(`nothing is kept of trial ${trial.number}`);
      return (await blobs.get(entry.stretch)).map(({ model }) => model);
    },
  };
}

/** Blobs in memory, where nothing may be written. */
export function memoryBlobs(): Blobs {
  const blobs = new Map<number, readonly FoldResult[]>();
  return {
    async put(stretch, folds) {
      blobs.set(stretch, folds);
    },
    async get(stretch) {
      const folds = blobs.get(stretch);
      if (!folds) throw new Error(`nothing is kept of stretch ${stretch}`);
      return folds;
    },
    async remove(stretch) {
      blobs.delete(stretch);
    },
  };
}
