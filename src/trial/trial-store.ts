import type { FoldResult } from './job.js';
import { isLost } from './lost-trial.js';
import { type FinishedTrial, gatherPredictions } from './run-trial.js';
import { type StretchOf, stretchBefore, stretchKey, stretchOf } from './stretch.js';
import type { FoldModel, Trial } from './trial.js';
import type { TrialJudge } from './trial-judge.js';
import { trialWorth } from './trial-worth.js';

/** A trial with a score and its out-of-fold predictions: (rows, classes), or one number a row. */
export interface KeptTrial {
  readonly trial: Trial;
  readonly predictions: Float64Array;
}

/** Where what stretches leave lies: in memory, or in files. */
export interface Blobs {
  /** Safe when it resolves. */
  put(stretch: StretchOf, folds: readonly FoldResult[]): Promise<void>;
  get(stretch: StretchOf): Promise<readonly FoldResult[]>;
  remove(stretch: StretchOf): Promise<void>;
}

/** How many of the best trials keep their predictions and weights for the ensemble. */
export const KEPT_TRIALS = 40;

/** Keeps what the best trials, and those that may go on, have left. */
export interface TrialStore {
  /** Keeps what a stretch left; safe when it resolves. */
  put(stretch: StretchOf, finished: FinishedTrial): Promise<void>;
  /** Counts a stretch whose blob is there already. */
  restore(trial: Trial): void;
  /** The records of the stretches whose blobs may still be asked for. */
  needed(): readonly Trial[];
  /** Tells that a stretch is on record, and removes what nothing can need any more, whatever the order of the calls. */
  settle(stretch: StretchOf): Promise<void>;
  /** What a stretch goes on from, fold by fold. */
  before(stretch: StretchOf): Promise<readonly FoldResult[]>;
  /** Those with an answer of every fold, best first; of equal ones the earlier trial. */
  kept(): Promise<readonly KeptTrial[]>;
  modelsOf(trial: Trial): Promise<readonly FoldModel[]>;
}

/** What else is told of what is kept. */
export interface TrialStoreOptions {
  /** Trials whose predictions have room in memory. @default all */
  readonly room?: number | undefined;
  /** Whether a trial is kept before better ones that are not. @default all are alike */
  readonly isPreferred?: ((trial: Trial) => boolean) | undefined;
}

interface Entry {
  readonly stretch: StretchOf;
  readonly trial: Trial;
  /** Of what may go on they are where its blob is. */
  readonly predictions: Float64Array | undefined;
}

/**
 * Of complete trials the `most` best are kept, those first that `isPreferred`; of others all: they may be the best once they
 * go on. Where there is `room` for the predictions of few, none are held: those of so many at most are read from what trials left
 * when they are asked for.
 */
export function createTrialStore(
  judge: TrialJudge,
  most: number,
  blobs: Blobs,
  { room, isPreferred = () => true }: TrialStoreOptions = {},
): TrialStore {
  const { better, sooner } = ordersOf(judge, isPreferred);
  const byStretch = new Map<string, Entry>();
  /** Each trial's last stretch on record, and nothing of what it left. */
  const settled = new Map<number, StretchOf>();
  /** Complete trials on record, in the order in which they are kept, `most` of them. */
  const best: Entry[] = [];
  /** Counts an entry as on record; gives the stretches that nothing can need any more. */
  const count = (entry: Entry): readonly StretchOf[] => {
    const { trial, stretch } = entry;
    const before = settled.get(trial.number);
    if (before && before.rung > trial.rung) return [stretch];
    settled.set(trial.number, stretch);
    const earlier = before ? [before] : [];
    if (trial.state !== 'complete') return earlier;
    const place = best.findIndex((other) => sooner(trial, other.trial) < 0);
    best.splice(place < 0 ? best.length : place, 0, entry);
    return [...earlier, ...best.splice(most).map((other) => other.stretch)];
  };
  const drop = (stretches: readonly StretchOf[]) => {
    for (const stretch of stretches) byStretch.delete(stretchKey(stretch));
  };
  return {
    async put(stretch, { trial, left }) {
      if (!left) return;
      await blobs.put(stretch, left.folds);
      const predictions =
        room === undefined && trial.state === 'complete' ? left.predictions : undefined;
      byStretch.set(stretchKey(stretch), { stretch, trial, predictions });
    },
    restore(trial) {
      if (trial.score === null) return;
      const entry = { stretch: stretchOf(trial), trial, predictions: undefined };
      byStretch.set(stretchKey(entry.stretch), entry);
      drop(count(entry));
    },
    needed: () => [...byStretch.values()].map(({ trial }) => trial),
    async settle(stretch) {
      const entry = byStretch.get(stretchKey(stretch));
      const left = entry ? count(entry) : [];
      drop(left);
      await Promise.all(left.map(blobs.remove));
    },
    async before(stretch) {
      const from = stretchBefore(stretch);
      return from ? blobs.get(from) : [];
    },
    async kept() {
      const whole = wholeOf(byStretch.values(), judge).toSorted(by(sooner));
      const some = whole.slice(0, Math.min(most, room ?? most)).toSorted(by(better));
      return loadAll(some, judge, blobs);
    },
    async modelsOf(trial) {
      const entry = [...byStretch.values()].find((own) => own.trial === trial);
      if (!entry) throw new Error(`nothing is kept of trial ${trial.number}`);
      return (await blobs.get(entry.stretch)).map(({ model }) => model);
    },
  };
}

/** The order of entries that is one of trials. */
function by(order: (a: Trial, b: Trial) => number) {
  return (a: Entry, b: Entry) => order(a.trial, b.trial);
}

/** Those with an answer of every fold, of each trial the last. */
function wholeOf(entries: Iterable<Entry>, { folds }: TrialJudge): readonly Entry[] {
  return lastOfEach(entries).filter(({ trial }) => trial.folds === folds.length);
}

async function loadAll(
  entries: readonly Entry[],
  judge: TrialJudge,
  blobs: Blobs,
): Promise<readonly KeptTrial[]> {
  const loaded = await Promise.all(entries.map((entry) => load(entry, judge, blobs)));
  return loaded.flatMap((own) => own ?? []);
}

/** What is better, and what is kept sooner. */
function ordersOf({ metric }: TrialJudge, isPreferred: (trial: Trial) => boolean) {
  const value = (trial: Trial) => trialWorth(metric, trial);
  const better = (a: Trial, b: Trial) => value(b) - value(a) || a.number - b.number;
  const sooner = (a: Trial, b: Trial) =>
    Number(isPreferred(b)) - Number(isPreferred(a)) || better(a, b);
  return { better, sooner };
}

/** Undefined where what it left is lost for good. */
async function load(
  { stretch, trial, predictions }: Entry,
  judge: TrialJudge,
  blobs: Blobs,
): Promise<KeptTrial | undefined> {
  try {
    const own = predictions ?? gatherPredictions(judge, await blobs.get(stretch));
    return { trial, predictions: own };
  } catch (thrown) {
    if (isLost(thrown)) return undefined;
    throw thrown;
  }
}

/** Each trial's entry of the highest rung. */
function lastOfEach(entries: Iterable<Entry>): readonly Entry[] {
  const latest = new Map<number, Entry>();
  for (const entry of entries) {
    const { number, rung } = entry.trial;
    if (rung >= (latest.get(number)?.trial.rung ?? 0)) latest.set(number, entry);
  }
  return [...latest.values()];
}

/** Blobs in memory, where nothing may be written. */
export function memoryBlobs(): Blobs {
  const blobs = new Map<string, readonly FoldResult[]>();
  return {
    async put(stretch, folds) {
      blobs.set(stretchKey(stretch), folds);
    },
    async get(stretch) {
      const folds = blobs.get(stretchKey(stretch));
      if (!folds) throw new Error(`nothing is kept of stretch ${stretchKey(stretch)}`);
      return folds;
    },
    async remove(stretch) {
      blobs.delete(stretchKey(stretch));
    },
  };
}
