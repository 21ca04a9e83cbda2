import type { Params } from '../space/search-space.js';
import { AutofitError } from '../util/errors.js';
import { failedOutcome, outcomeOf } from './attempt.js';
import type { BegunTrial } from './course.js';
import { flatSpace } from './flat-space.js';
import { openTrial } from './open-trial.js';
import { createPruning, type Pruning } from './pruning.js';
import { readStudy } from './study-journal.js';
import { checkStudyOptions, type StudyOptions } from './study-options.js';
import { bestOf, type StudyBest } from './study-result.js';
import { openSession } from './study-session.js';
import { studySettings } from './study-settings.js';
import type { ParamsOf, StudySpace } from './study-space.js';
import type { FinishedTrial, OpenTrial } from './study-trial.js';

/** A search whose trials others run: ask for one, and tell what it gave. */
export interface Study<P = Params> {
  /** The next parameters to try, by all that was told so far. Throws an AutofitError when nothing new is found. */
  ask(): OpenTrial<P>;
  /**
   * Tells what a trial gave, or by an error that it failed; one whose `shouldStop()` was true is pruned, whatever it gave. It
   * is known at once, and on disk, where there is a journal, when this resolves.
   */
  tell(trial: OpenTrial<P>, given: number | Error): Promise<FinishedTrial<P>>;
  /** Those that were told, by number. */
  readonly trials: readonly FinishedTrial<P>[];
  /** The best result so far, of known ones too; undefined before the first. */
  readonly best: StudyBest<P> | undefined;
  /** Waits for the journal, and closes it. */
  close(): Promise<void>;
}

interface Asked {
  readonly begun: BegunTrial;
  readonly pruning: Pruning;
}

/**
 * A study to ask and to tell. With a `journal` it goes on from what was told before; what was asked and never told is asked
 * again. Throws an AutofitError for a space, options or a journal that cannot be used.
 */
export function createStudy<const S extends StudySpace>(
  space: S,
  options: StudyOptions<ParamsOf<S>> = {},
): Study<ParamsOf<S>> {
  type P = ParamsOf<S>;
  checkStudyOptions(options);
  const { journal } = options;
  const flat = flatSpace(space);
  const written = journal === undefined ? undefined : readStudy(journal);
  const settings = studySettings(options, flat, written?.begun.settings);
  const session = openSession({ flat, settings, journal, written });
  const { course, recorded } = session;
  const asked = new Map<OpenTrial<P>, Asked>();
  const told = new Map<number, FinishedTrial<P>>();
  for (const record of recorded.values()) {
    course.recall(record);
    course.learn(record);
    told.set(record.number, session.toUser(record));
  }
  const numbers = new Set(recorded.keys());
  const trials = () => [...told.values()].toSorted((a, b) => a.number - b.number);
  return {
    ask() {
      const begun = course.begin(lowestOutside(numbers));
      if (!begun) throw exhausted();
      numbers.add(begun.number);
      const pruning = createPruning(begun.rule);
      const params = flat.toUser(begun.params) as P;
      const trial = openTrial(begun.number, params, pruning, new AbortController().signal);
      asked.set(trial, { begun, pruning });
      return trial;
    },
    async tell(trial, given) {
      const own = asked.get(trial);
      if (!own) throw notAsked(trial);
      asked.delete(trial);
      const { begun, pruning } = own;
      const outcome =
        given instanceof Error ? failedOutcome(given.message, pruning) : outcomeOf(given, pruning);
      const { number, params, draws } = begun;
      const record = { number, params, draws, ...outcome };
      course.learn(record);
      const finished = session.toUser<P>(record);
      told.set(number, finished);
      await session.keep(record);
      return finished;
    },
    get trials() {
      return trials();
    },
    get best() {
      return bestOf(trials(), settings, flat);
    },
    close: session.close,
  };
}

function lowestOutside(numbers: ReadonlySet<number>): number {
  let number = 0;
  while (numbers.has(number)) number++;
  return number;
}

function exhausted(): AutofitError {
  return new AutofitError(
    'SPACE_EXHAUSTED',
    'Of many draws none was new: all of the space was tried, or nearly so.',
    {
      hint: 'Widen the space, or take the best that was found.',
    },
  );
}

function notAsked(trial: unknown): AutofitError {
  const number = (trial as { number?: unknown } | undefined)?.number;
  return new AutofitError('NOT_ASKED', `Trial ${number} is not one that waits for its result.`, {
    hint: 'Tell each trial that `ask` gave once.',
  });
}
