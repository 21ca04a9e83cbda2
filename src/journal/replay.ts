import type { JournalEvent, MoreEvent, TimingEvent } from '../trial/journal.js';
import { type Stretch, stretchKey, stretchOf } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';

/** What earlier processes of a run have found out. */
export interface Replay {
  /** By `stretchKey`, in the order of trials and rungs; of a stretch that was lost and trained again, the last record. */
  readonly trials: ReadonlyMap<string, Trial>;
  /** The stretches as they came, each once; of those that are lost too, whose result is waited for in its place. */
  readonly order: readonly Pick<Stretch, 'number' | 'trial' | 'rung'>[];
  readonly affordable: Readonly<Record<string, number>> | undefined;
  /** How long trials take to answer, by `stretchKey`, where that was timed; of several times the last. */
  readonly answerTimes: ReadonlyMap<string, Pick<TimingEvent, 'models' | 'time'>>;
  /** That they took. */
  readonly seconds: number;
  /** Each time that it was given more than it had. */
  readonly joins: readonly MoreEvent[];
  readonly isOver: boolean;
}

/** Reads events in the order of trials and rungs, whatever the order of arrival. */
export function replay(events: readonly JournalEvent[]): Replay {
  const trials = events.filter((event) => event.kind === 'trial');
  const ordered = trials.toSorted(
    ({ trial: a }, { trial: b }) => a.number - b.number || a.rung - b.rung,
  );
  const came = new Map<string, Replay['order'][number]>();
  for (const { stretch: number, trial } of trials) {
    const own = stretchOf(trial);
    const key = stretchKey(own);
    if (!came.has(key)) came.set(key, { number, ...own });
  }
  const timed = events.filter((event) => event.kind === 'trial' || event.kind === 'end');
  const bounds = events.filter((event) => event.kind === 'end' || event.kind === 'more');
  return {
    trials: new Map(ordered.map(({ trial }) => [stretchKey(stretchOf(trial)), trial])),
    order: [...came.values()],
    affordable: events.find((event) => event.kind === 'pace')?.affordable,
    answerTimes: new Map(
      events
        .filter((event) => event.kind === 'timing')
        .map(({ trial, rung, models, time }) => [stretchKey({ trial, rung }), { models, time }]),
    ),
    seconds: timed.reduce((most, { seconds }) => Math.max(most, seconds), 0),
    joins: events.filter((event) => event.kind === 'more'),
    isOver: bounds.at(-1)?.kind === 'end',
  };
}
