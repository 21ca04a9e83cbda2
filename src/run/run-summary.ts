import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JOURNAL_FILE, readLogText } from '../journal/event-log.js';
import { DETECTION, readJournal } from '../journal/journal-file.js';
import { replay } from '../journal/replay.js';
import { type Direction, oriented } from '../metrics/metric.js';
import type { Trial } from '../trial/trial.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { greatestOf } from '../util/extremes.js';
import type { TaskKind } from '../util/task-kind.js';
import { begunSettings } from './begun-settings.js';
import { directionOf } from './kept-metric.js';
import { type ModelHeader, readModelHeader } from './model-header.js';
import { MODEL_FILE } from './run-folder.js';
import { isAtWork } from './run-lock.js';
import { checkVersions } from './run-versions.js';

/** How a run stands: `stopped` before its end, by hand or by a crash; `broken`: it cannot be read. */
export type RunState = 'finished' | 'running' | 'stopped' | 'broken';

/** What a run was about and what came of it; null is what is not known, or not yet. */
export interface RunSummary {
  /** The path of its folder. */
  readonly folder: string;
  readonly state: RunState;
  /** Whether `resume` can go on with it before it is given more. */
  readonly canResume: boolean;
  /** What is wrong with a broken run, and why one that was stopped cannot be gone on with. */
  readonly reason: string | null;
  /** Date and time in UTC. */
  readonly began: string | null;
  /** That it took, all its processes together, with its report. */
  readonly seconds: number | null;
  /** The file or folder that was read; null of rows from memory. */
  readonly data: string | null;
  readonly label: string | null;
  readonly task: TaskKind | 'detection' | null;
  /** Rows, or pictures of a detector, that were fitted and judged on. */
  readonly rows: number | null;
  readonly metric: string | null;
  readonly direction: 'maximize' | 'minimize' | null;
  /** On rows that the models were not fitted to; of a run without a model that of its best trial. */
  readonly scoreValidation: number | null;
  readonly scoreTest: number | null;
}

/** What is on record of the run in a folder; one that cannot be read is `broken` and says why. */
export async function summarizeRun(folder: string): Promise<RunSummary> {
  let known = nothingKnown(folder);
  try {
    const isLocked = isAtWork(folder);
    // A run that reads its data has a lock and nothing else.
    if (isLocked && !existsSync(join(folder, JOURNAL_FILE))) return { ...known, state: 'running' };
    const { isOver, cannotResume, ...facts } = await readLog(folder);
    known = { ...known, ...facts };
    const model = join(folder, MODEL_FILE);
    if (existsSync(model)) known = { ...known, ...factsOf(await readModelHeader(model)) };
    else if (isOver) throw new Error(`there is no ${MODEL_FILE} in it`);
    if (isLocked) return { ...known, state: 'running' };
    if (isOver) return { ...known, state: 'finished' };
    return {
      ...known,
      state: 'stopped',
      canResume: cannotResume === null,
      reason: cannotResume,
    };
  } catch (thrown) {
    return { ...known, reason: errorMessage(thrown) };
  }
}

function nothingKnown(folder: string): RunSummary {
  return {
    folder,
    state: 'broken',
    canResume: false,
    reason: null,
    began: null,
    seconds: null,
    data: null,
    label: null,
    task: null,
    rows: null,
    metric: null,
    direction: null,
    scoreValidation: null,
    scoreTest: null,
  };
}

function factsOf({ label, ...others }: ModelHeader): Partial<RunSummary> {
  return { ...others, label: label ?? null };
}

/** What a journal tells. */
type LogFacts = Pick<RunSummary, 'began' | 'seconds' | 'data'> &
  Partial<RunSummary> & {
    readonly isOver: boolean;
    /** Null where it can be gone on with. */
    readonly cannotResume: string | null;
  };

async function readLog(folder: string): Promise<LogFacts> {
  const text = await readLogText(folder);
  return text.startsWith(DETECTION) ? detectionFacts(folder) : tableFacts(folder);
}

async function tableFacts(folder: string): Promise<LogFacts> {
  const { run, events } = await readJournal(folder);
  const { schema, kernels } = begunSettings(run);
  const { seconds, isOver, trials } = replay(events);
  const direction = directionOf(run);
  return {
    began: run.began,
    seconds,
    data: nameOf(run.source),
    label: schema.label,
    task: schema.task === 'auto' ? null : schema.task,
    metric: run.metric,
    direction,
    scoreValidation: bestScore([...trials.values()], direction),
    isOver,
    cannotResume: whyNot(() => {
      if (run.source === null) throw new AutofitError('NO_DATA', notThere(run.isCut));
      checkVersions(folder, run, { kernels });
    }),
  };
}

async function detectionFacts(folder: string): Promise<LogFacts> {
  // What checks its lines is not loaded with the library.
  const { readDetectionLog } = await import('./detection-journal.js');
  const { run, events } = await readDetectionLog(folder);
  const { kernels } = run.settings as unknown as { readonly kernels: 'auto' };
  return {
    began: run.began,
    seconds: Math.max(
      0,
      greatestOf(events.map((event) => ('seconds' in event ? event.seconds : 0))),
    ),
    data: nameOf(run.source),
    task: 'detection',
    metric: 'mAP50',
    direction: 'maximize',
    scoreTest: events.find((event) => event.kind === 'end')?.scoreTest?.mAP50 ?? null,
    isOver: events.some((event) => event.kind === 'end'),
    cannotResume: whyNot(() => {
      if (run.source === null) throw new AutofitError('NO_DATA', notThere(run.isCut));
      checkVersions(folder, run, { kernels });
    }),
  };
}

function nameOf(source: string | null): string | null {
  return source === null ? null : basename(source);
}

function notThere(isCut: boolean | undefined): string {
  return isCut
    ? 'Its data was not read to the end.'
    : 'Its data came from memory or standard input.';
}

function whyNot(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown.message;
    throw thrown;
  }
}

/** Of those that all folds have judged, as far as there are some. */
function bestScore(trials: readonly Trial[], direction: Direction): number | null {
  const most = greatestOf(trials.map(({ folds }) => folds));
  const scores = trials.flatMap(({ score, folds }) =>
    score !== null && folds === most ? [score] : [],
  );
  return (
    scores.toSorted((a, b) => oriented({ direction }, b) - oriented({ direction }, a))[0] ?? null
  );
}
