import { setMaxListeners } from 'node:events';
import type { DetectionScores } from '../detect/average-precision.js';
import type { DetectorRow } from '../detect/detector-state.js';
import { pictureParts } from '../detect/picture-parts.js';
import { nothingSearched, type SearchedDetectors } from '../detect/search-detectors.js';
import { stateOfSearch } from '../detect/state-of-search.js';
import type { DetectionOptions } from '../options/detection-options.js';
import { type DetectionSettings, resolveDetection } from '../options/resolve-detection.js';
import { detectionFacts } from '../report/detection-facts.js';
import { detectionPage } from '../report/detection-page.js';
import { createDetectionFolder, type DetectionFolder } from '../run/detection-folder.js';
import { type FileDetector, openDetector } from '../run/detector-file.js';
import type { DetectionEvaluation } from '../run/evaluate-boxes.js';
import { type Budget, startBudget } from '../search/budget.js';
import { checkThreadRoom } from '../util/address-space.js';
import { checkText } from '../util/check-arguments.js';
import { now } from '../util/clock.js';
import { countOf } from '../util/count-of.js';
import { boxesInTime } from './boxes-in-time.js';
import { frameTable, readDetectionData, readDetectionTest } from './read-detection-data.js';
import { searchInThreads } from './search-in-threads.js';

/** A detector fresh from `fit`, with what the search found. */
export interface FittedDetector extends FileDetector {
  readonly summary: DetectionSummary;
}

export interface DetectionSummary {
  /** The run's folder and its model file; null where nothing was to be written. */
  readonly run: string | null;
  readonly model: string | null;
  readonly report: string | null;
  readonly task: 'detection';
  readonly pictures: number;
  readonly classes: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  readonly scoreValidation: Pick<DetectionScores, 'mAP50' | 'mAP75' | 'mAP'>;
  readonly scoreTest?: Pick<DetectionScores, 'mAP50' | 'mAP75' | 'mAP'>;
  readonly leaderboard: readonly DetectorRow[];
  /** Why no network could be trained, where none could. */
  readonly failure?: string;
}

/** Of the time, what looking at the sizes of pictures may take, of the test too, and decoding them. */
const [LOOK_SHARE, FRAME_SHARE] = [0.1, 0.4];
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
  const { trials, timeLimit, onProgress } = settings;
  onProgress({ kind: 'begin', timeLimit, secondsSpent: 0, trials });
  const kept = REPORT_SHARE + (settings.test === undefined ? 0 : TEST_SHARE);
  const searching = timeLimit === undefined ? undefined : timeLimit * (1 - kept);
  const budget = startBudget({ trials, timeLimit: searching }, startedAt, settings.signal);
  const folder = settings.out === undefined ? undefined : await createDetectionFolder(settings.out);
  try {
    return await fitInTime(source as string, settings, { budget, folder, startedAt });
  } finally {
    budget.close();
    folder?.close();
  }
}

interface Around {
  readonly budget: Budget;
  readonly folder: DetectionFolder | undefined;
  readonly startedAt: number;
}

const BASELINE_WARNING = {
  kind: 'warning',
  message: 'no network was finished, so the mean boxes are saved; give more time',
} as const;

const CHOSEN_WARNING = {
  kind: 'warning',
  message:
    'there was no time to train the chosen network anew: the pictures that chose it are those that its scores are of, which may be too high',
} as const;

async function fitInTime(
  source: string,
  settings: DetectionSettings,
  around: Around,
): Promise<FittedDetector> {
  const { folder, startedAt } = around;
  const { onProgress, seed } = settings;
  const { table, set, firsts, test } = await readInTime(source, settings, around);
  const { classes, pictures } = table;
  await folder?.tell({ kind: 'detection', data: source, pictures: pictures.length, classes });
  onProgress({ kind: 'phase', phase: 'searching' });
  const parts = pictureParts(pictures, seed, firsts);
  const searched =
    set && firsts
      ? await searchInThreads(table, set, settings, { ...around, firsts, parts })
      : nothingSearched();
  const state = stateOfSearch(table, parts, searched);
  tellJudged(searched, settings);
  onProgress({ kind: 'phase', phase: 'scoring' });
  // Written first: nothing that the test brings is to cost the training.
  await folder?.write(state);
  const tested = test && (await boxesInTime(state, test, settings, testUntil(settings, startedAt)));
  onProgress({ kind: 'phase', phase: 'saving' });
  const report =
    settings.report && folder && set
      ? await folder.writeReport(
          await detectionPage(await detectionFacts(table, set, state, searched.judged, tested)),
        )
      : undefined;
  const seconds = (now() - startedAt) / 1000;
  await folder?.tell({ kind: 'end', seconds });
  const failure = state.detectors.length === 0 ? searched.failure : undefined;
  if (state.detectors.length === 0 && failure === undefined) onProgress(BASELINE_WARNING);
  const summary = {
    run: folder?.path ?? null,
    model: folder?.model ?? null,
    report: report ?? null,
    task: 'detection' as const,
    pictures: pictures.length,
    classes,
    seed,
    seconds,
    scoreValidation: shortScores(state.validation),
    ...(tested && { scoreTest: shortScores(tested) }),
    leaderboard: state.leaderboard,
    ...(failure !== undefined && { failure }),
  };
  return { ...openDetector(state), summary };
}

/**
 * All that is read before the search: mistakes in any of it are told before there is any training. Pictures that there is no time for
 * in a share of it are left out and told.
 */
async function readInTime(source: string, settings: DetectionSettings, { budget }: Around) {
  const { timeLimit, onProgress } = settings;
  const inShare = (share: number) => {
    const end = now() + 1000 * share * (timeLimit ?? Number.POSITIVE_INFINITY);
    return () => budget.isOver() || now() >= end;
  };
  onProgress({ kind: 'phase', phase: 'reading' });
  const read = await readDetectionData(source, settings, inShare(LOOK_SHARE));
  const test =
    settings.test === undefined
      ? undefined
      : await readDetectionTest(settings.test, source, read, settings, inShare(LOOK_SHARE));
  return { ...(await frameTable(source, read, settings, inShare(FRAME_SHARE))), test };
}

/** When the scoring of a test ends at the latest. */
function testUntil({ timeLimit }: DetectionSettings, startedAt: number): number | undefined {
  return timeLimit === undefined ? undefined : startedAt + 1000 * timeLimit * (1 - REPORT_SHARE);
}

/** What makes the scores less than they seem. */
function tellJudged(
  { choseToo, judged, unjudged }: SearchedDetectors,
  { onProgress }: DetectionSettings,
): void {
  if (choseToo) onProgress(CHOSEN_WARNING);
  if (unjudged === 0) return;
  const all = countOf(judged.length + unjudged, 'picture');
  const message = `the scores are of ${judged.length} of ${all} held out, for lack of time`;
  onProgress({ kind: 'note', message });
}

function shortScores({ mAP50, mAP75, mAP }: DetectionScores | DetectionEvaluation) {
  return { mAP50, mAP75, mAP };
}
