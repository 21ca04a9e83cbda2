import type { MayAnswer } from '../ensemble/select-ensemble.js';
import type { Settings } from '../options/options.js';
import type { RunRecord } from '../run/run-record.js';
import { type AnswerTime, timeTogether } from '../trial/answer-time.js';
import { stretchKey, stretchOf } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';
import type { KeptTrial, TrialStore } from '../trial/trial-store.js';
import { now } from '../util/clock.js';
import { countOf } from '../util/count-of.js';
import { formatShortTime, shortTimeOption } from '../util/short-time.js';
import type { FitData } from './lay-out-data.js';
import { createAnswerTimer } from './time-answers.js';

/** Of the limit, what the models may take: their predictions are put together, and copies of training rows looked up. */
const SPARE = 0.9;

/** Of the time, what timing may take; and seconds for it at least, and after an interrupt. */
export const TIMING_SHARE = 0.05;
const LEAST_SECONDS = 0.5;

/** Trials that may be in the ensemble, best first, and which of them together. */
export interface InTime {
  readonly kept: readonly KeptTrial[];
  readonly mayAnswer?: MayAnswer;
}

/** Where they are timed. */
interface TimingPlace {
  readonly data: FitData;
  readonly settings: Settings;
  readonly store: TrialStore;
  readonly record: RunRecord;
}

/**
 * Those that answer within the limit, each timed once and put on record, so that a resumed run chooses by the same times;
 * where none does, the fastest one alone, with a warning.
 */
export async function answersInTime(
  kept: readonly KeptTrial[],
  place: TimingPlace,
): Promise<InTime> {
  const { inferLimit } = place.settings;
  if (inferLimit === undefined) return { kept };
  const times = await timesOf(kept, place);
  // Of 1,000 rows.
  const limit = SPARE * 1000 * inferLimit;
  const timeOf = (trials: readonly Trial[]) =>
    timeTogether(trials.map((trial) => times.get(trial) ?? NEVER));
  const mayAnswer: MayAnswer = (trials) => timeOf(trials) <= limit;
  const quick = kept.filter(({ trial }) => mayAnswer([trial]));
  tellSlow(kept, quick, { ...place.settings, inferLimit }, (trial) => timeOf([trial]) / 1000);
  if (quick.length > 0) return { kept: quick, mayAnswer };
  const byTime = kept.toSorted((a, b) => timeOf([a.trial]) - timeOf([b.trial]));
  return { kept: byTime.slice(0, 1) };
}

/** Of what was not timed. */
const NEVER: AnswerTime = { models: Number.POSITIVE_INFINITY, preparations: {} };

async function timesOf(
  kept: readonly KeptTrial[],
  { data, settings, store, record }: TimingPlace,
): Promise<ReadonlyMap<Trial, AnswerTime>> {
  const time = createAnswerTimer(data.table, data.schema);
  const share = settings.signal?.aborted ? 0 : TIMING_SHARE * (settings.budget.timeLimit ?? 0);
  const end = now() + 1000 * Math.max(LEAST_SECONDS, share);
  const times = new Map<Trial, AnswerTime>();
  // The baseline takes no time, and there is something to answer then.
  const isBaseline = ({ trial }: KeptTrial) => trial.number === 0;
  for (const { trial } of [...kept.filter(isBaseline), ...kept]) {
    const known = times.get(trial) ?? onRecord(trial);
    if (!known && times.size > 1 && now() > end) continue;
    times.set(trial, known ?? (await timed(trial)));
  }
  return times;

  /** How many models answer for a trial. */
  function modelsOf({ folds }: Trial): number {
    return settings.refit ? 1 : folds;
  }

  /** Of as many models: a run may have been refitted since. */
  function onRecord(trial: Trial): AnswerTime | undefined {
    const written = record.replay.answerTimes.get(stretchKey(stretchOf(trial)));
    return written?.models === modelsOf(trial) ? written.time : undefined;
  }

  async function timed(trial: Trial): Promise<AnswerTime> {
    const models = modelsOf(trial);
    const own = time(trial.config.family, (await store.modelsOf(trial)).slice(0, models));
    const { number, rung } = trial;
    await record.journal.append({ kind: 'timing', trial: number, rung, models, time: own });
    return own;
  }
}

/** Says what the limit leaves out, and louder where that is all that was trained. */
function tellSlow(
  kept: readonly KeptTrial[],
  quick: readonly KeptTrial[],
  { inferLimit, onProgress }: Settings & { readonly inferLimit: number },
  millisecondsOf: (trial: Trial) => number,
): void {
  const asked = `\`inferLimit: '${shortTimeOption(inferLimit)}'\``;
  const slow = kept.filter((own) => !quick.includes(own)).map(({ trial }) => trial);
  const [fastest] = slow.toSorted((a, b) => millisecondsOf(a) - millisecondsOf(b));
  if (!fastest) return;
  const isTimed = Number.isFinite(millisecondsOf(fastest));
  const takes = isTimed
    ? `takes ${formatShortTime(millisecondsOf(fastest))} a row`
    : 'is not timed';
  if (quick.some(({ trial }) => trial.number > 0)) {
    const left = `${countOf(slow.length, 'model')} of ${kept.length} may not enter the answer`;
    const message = `${left} by ${asked}: the fastest of them, ${fastest.name}, ${takes}`;
    onProgress({ kind: 'note', message });
    return;
  }
  const what = quick.length > 0 ? 'nothing but the baseline' : 'nothing';
  const rest = quick.length > 0 ? '' : ', and answers nevertheless';
  const message = `${what} answers within ${asked}: the fastest, ${fastest.name}, ${takes}${rest}`;
  onProgress({ kind: 'warning', message });
}
