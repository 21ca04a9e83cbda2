import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import type { DetectorState } from '../detect/detector-state.js';
import { loadDetector } from '../detect/save-detector.js';
import type { DetectionOptions } from '../options/detection-options.js';
import { optionKinds } from '../options/option-kinds.js';
import { type DetectionSettings, resolveDetection } from '../options/resolve-detection.js';
import {
  createDetectionFolder,
  type DetectionFolder,
  openDetectionFolder,
} from '../run/detection-folder.js';
import {
  beginDetectionRecord,
  noDetectionRecord,
  type OpenDetection,
  reopenDetection,
} from '../run/detection-record.js';
import { readModel } from '../run/predictor-file.js';
import { type Budget, type BudgetOptions, startBudget } from '../search/budget.js';
import { checkThreadRoom } from '../util/address-space.js';
import { checkText, optionsIn } from '../util/check-arguments.js';
import { checkOptions } from '../util/check-options.js';
import { checkBegunAt, now } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import { wholeNumber } from '../util/whole-number.js';
import { completeDetection } from './complete-detection.js';
import { type FittedDetector, fittedDetector } from './fitted-detector.js';
import { readAgain, readInTime } from './read-in-time.js';
import { stoppedReading } from './stopped-reading.js';

export type { DetectionSummary, FittedDetector } from './fitted-detector.js';

/** What a resumed run may be told anew. */
export type ResumeDetectorOptions = Pick<DetectionOptions, 'workers' | 'signal' | 'onProgress'>;

/** Of the time, what is kept back for the report, and for trying on test pictures. */
const [REPORT_SHARE, TEST_SHARE] = [0.03, 0.1];

/** Fits a detector of boxes. Throws an AutofitError for a mistake in the data or the options, before any training. */
export async function fitDetection(
  source: unknown,
  options: DetectionOptions,
  startedAt = now(),
): Promise<FittedDetector> {
  const settings = resolveDetection(options);
  checkText('fit', source, 'the path of data with boxes');
  if (settings.signal) setMaxListeners(0, settings.signal);
  checkThreadRoom();
  tellBegin(settings, 0);
  const budget = startBudget(searchBudget(settings), startedAt, settings.signal);
  const folder = settings.out === undefined ? undefined : await createDetectionFolder(settings.out);
  try {
    const data = await readInTime(source as string, settings, budget);
    const place = placeOf(settings, budget, startedAt);
    const record = folder
      ? await beginDetectionRecord(folder.path, source as string, settings, data, place)
      : noDetectionRecord;
    return await completeDetection(data, settings, { ...place, folder, record, budget });
  } finally {
    budget.close();
    folder?.close();
  }
}

/** What `resumeDetector` does, with what it needs loaded. */
export async function resumeDetection(
  path: string,
  options: ResumeDetectorOptions,
  begunAt = now(),
): Promise<FittedDetector> {
  checkText('resumeDetector', path, 'the path of a run folder');
  refuseMoreTime(options);
  checkBegunAt(begunAt);
  const { workers: number, signal: abort, onProgress: tell } = optionKinds;
  checkOptions(options, { workers: number, signal: abort, onProgress: tell });
  const { workers = availableProcessors(), signal, onProgress = () => {} } = options;
  const own = { workers: wholeNumber('workers', workers, 1), signal, onProgress, out: path };
  const folder = await openDetectionFolder(path);
  try {
    const run = await reopenDetection(path, own);
    const { open, seconds } = run;
    const before = !open || existsSync(folder.model) ? await readDetector(path) : undefined;
    if (!open || (before && isSpent(open.settings, seconds))) {
      const state = before ?? (await readDetector(path));
      return fittedDetector(state, folder, { ...run, ...run.settings });
    }
    return await goOn(open, { folder, before, spent: seconds, begunAt });
  } finally {
    folder.close();
  }
}

/** What a run is given besides is for tables alone. Throws an AutofitError for it. */
function refuseMoreTime(options: unknown): void {
  const name = optionsIn(options).find(
    ([own, value]) => value !== undefined && (own === 'timeLimit' || own === 'trials'),
  )?.[0];
  if (name === undefined) return;
  throw new AutofitError(
    'BAD_OPTION',
    `\`${name}\` cannot be told to a run that finds boxes again.`,
    {
      hint: 'It goes on with what it has: leave the option out, or fit again with more, into another folder.',
    },
  );
}

interface Resumed {
  readonly folder: DetectionFolder;
  readonly before: DetectorState | undefined;
  /** Seconds that earlier processes took. */
  readonly spent: number;
  readonly begunAt: number;
}

/** Reads the data of an earlier run, and completes it. */
async function goOn(
  { settings, source, reading, goOn: reopened }: OpenDetection,
  { folder, before, spent, begunAt }: Resumed,
): Promise<FittedDetector> {
  if (settings.signal) setMaxListeners(0, settings.signal);
  checkThreadRoom();
  tellBegin(settings, spent);
  const startedAt = begunAt - spent * 1000;
  const budget = startBudget(searchBudget(settings), startedAt, settings.signal);
  try {
    // What the run has found is worth reading for, even where its time is over.
    const data = await readAgain(source, settings, reading);
    if (!data.set) throw stoppedReading();
    const place = placeOf(settings, budget, startedAt);
    const record = await reopened(data, place);
    return await completeDetection(data, settings, { ...place, folder, record, budget, before });
  } finally {
    budget.close();
  }
}

async function readDetector(path: string): Promise<DetectorState> {
  return loadDetector((await readModel(path)).bytes);
}

function tellBegin({ timeLimit, trials, onProgress }: DetectionSettings, spent: number): void {
  onProgress({ kind: 'begin', timeLimit, secondsSpent: spent, trials });
}

/** The report, and trying on test pictures, have their part of the time. */
function searchBudget({ trials, timeLimit, test }: DetectionSettings): BudgetOptions {
  const kept = REPORT_SHARE + (test === undefined ? 0 : TEST_SHARE);
  return { trials, timeLimit: timeLimit === undefined ? undefined : timeLimit * (1 - kept) };
}

/** Whether no time is left to go on. */
function isSpent(settings: DetectionSettings, seconds: number): boolean {
  const { timeLimit } = searchBudget(settings);
  return timeLimit !== undefined && seconds >= timeLimit;
}

/** What record and completion need of the run that began then, were it one process. */
function placeOf({ timeLimit }: DetectionSettings, { signal }: Budget, startedAt: number) {
  return {
    seconds: () => (now() - startedAt) / 1000,
    isCut: () => signal.aborted,
    testUntil:
      timeLimit === undefined ? undefined : startedAt + 1000 * timeLimit * (1 - REPORT_SHARE),
  };
}
