import type { EventLog } from '../trial/journal.js';
import { now } from '../util/clock.js';
import { type Course, createCourse, type StudyRecord } from './course.js';
import type { FlatSpace } from './flat-space.js';
import { checkSame, openStudy, type StudyEvent, type WrittenStudy } from './study-journal.js';
import { STUDY_SAMPLERS } from './study-samplers.js';
import type { StudySettings } from './study-settings.js';
import type { FinishedTrial } from './study-trial.js';

/** A study with what is on record of it. */
export interface StudySession {
  readonly course: Course;
  /** What earlier processes have finished, in the order in which it came. */
  readonly recorded: ReadonlyMap<number, StudyRecord>;
  /** Seconds of all processes so far. */
  seconds(): number;
  /** Keeps what has ended; on disk, where there is a journal, when it resolves. */
  keep(record: StudyRecord): Promise<void>;
  /** As the objective knows it. */
  toUser<P>(record: StudyRecord): FinishedTrial<P>;
  close(): Promise<void>;
}

export interface SessionPlan {
  readonly flat: FlatSpace;
  readonly settings: StudySettings;
  /** The path of a journal, and what it holds. */
  readonly journal: string | undefined;
  readonly written: WrittenStudy | undefined;
}

/** Throws an AutofitError where the journal is of another study. */
export function openSession({ flat, settings, journal, written }: SessionPlan): StudySession {
  if (journal !== undefined && written) checkSame(journal, written, settings);
  const log = journal === undefined ? undefined : openStudy(journal, settings, written);
  // Told to whoever waits for it.
  log?.catch(() => {});
  const startedAt = now();
  const trials = written?.trials ?? [];
  const before = trials.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  const seconds = () => before + (now() - startedAt) / 1000;
  const { sampler, direction, scheduler, seed, enqueue, from } = settings;
  const course = createCourse({
    space: flat.space,
    sampler: STUDY_SAMPLERS[sampler],
    scheduler,
    sign: direction === 'minimize' ? -1 : 1,
    seed,
    enqueued: enqueue,
    known: from,
  });
  return {
    course,
    recorded: new Map(trials.map(({ kind: _, seconds: __, ...record }) => [record.number, record])),
    seconds,
    async keep(record) {
      await append(log, { kind: 'trial', seconds: seconds(), ...record });
    },
    toUser: <P>({ draws: _, params, ...own }: StudyRecord) =>
      ({ ...own, params: flat.toUser(params) as P }) satisfies FinishedTrial<P>,
    async close() {
      await (await log)?.close();
    },
  };
}

async function append(
  log: Promise<EventLog<StudyEvent>> | undefined,
  event: StudyEvent,
): Promise<void> {
  await (await log)?.append(event);
}
