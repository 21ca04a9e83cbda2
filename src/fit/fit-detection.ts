import { setMaxListeners } from 'node:events';
import type { DetectionScores } from '../detect/average-precision.js';
import type { BoxesTable } from '../detect/boxes-table.js';
import { firstConfig, sidesFor } from '../detect/detector-space.js';
import type { DetectorRow } from '../detect/detector-state.js';
import { framePictures } from '../detect/frame-pictures.js';
import { type FramedSet, frameOf } from '../detect/framed-set.js';
import { readBoxes } from '../detect/read-boxes.js';
import { searchDetectors } from '../detect/search-detectors.js';
import { stateOfSearch } from '../detect/state-of-search.js';
import type { DetectionOptions } from '../options/detection-options.js';
import { type DetectionSettings, resolveDetection } from '../options/resolve-detection.js';
import { detectionFacts } from '../report/detection-facts.js';
import { detectionPage } from '../report/detection-page.js';
import { createDetectionFolder, type DetectionFolder } from '../run/detection-folder.js';
import { type DetectionEvaluation, type FileDetector, openDetector } from '../run/detector-file.js';
import { type Budget, startBudget } from '../search/budget.js';
import { checkThreadRoom } from '../util/address-space.js';
import { checkText } from '../util/check-arguments.js';
import { now } from '../util/clock.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';
import { AutofitError } from '../util/errors.js';
import { formatNumber } from '../util/format-number.js';
import { createDetectorThreads } from '../workers/detector-threads.js';

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
}

/** Pictures without which nothing can be learnt and tried. */
const LEAST_PICTURES = 4;
/** Of the time, what is kept back for trying on test pictures and for the report. */
const END_SHARE = 0.03;

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
  const searching = timeLimit === undefined ? undefined : timeLimit * (1 - END_SHARE);
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

async function fitInTime(
  source: string,
  settings: DetectionSettings,
  around: Around,
): Promise<FittedDetector> {
  const { folder, startedAt } = around;
  const { onProgress } = settings;
  onProgress({ kind: 'phase', phase: 'reading' });
  const table = await readData(source, settings);
  const test =
    settings.test === undefined ? undefined : await readTest(settings.test, table, settings);
  const set = await frameTable(table);
  await folder?.tell({
    kind: 'detection',
    data: source,
    pictures: table.pictures.length,
    classes: table.classes,
  });
  onProgress({ kind: 'phase', phase: 'searching' });
  const searched = await search(table, set, settings, around);
  const state = stateOfSearch(table, set, searched);
  const detector = openDetector(state);
  onProgress({ kind: 'phase', phase: 'scoring' });
  const tested =
    test === undefined ? undefined : await detector.evaluate(test, { images: settings.images });
  onProgress({ kind: 'phase', phase: 'saving' });
  const facts = detectionFacts(table, set, state, searched.judged, tested);
  const page = settings.report && folder ? await detectionPage(facts) : undefined;
  const report = await folder?.write(state, page);
  const seconds = (now() - startedAt) / 1000;
  await folder?.tell({ kind: 'end', seconds });
  if (state.detectors.length === 0)
    onProgress({
      kind: 'warning',
      message: 'no network was finished, so the mean boxes are saved; give more time',
    });
  const summary = {
    run: folder?.path ?? null,
    model: folder?.model ?? null,
    report: report ?? null,
    task: 'detection' as const,
    pictures: table.pictures.length,
    classes: table.classes,
    seed: settings.seed,
    seconds,
    scoreValidation: shortScores(state.validation),
    ...(tested && { scoreTest: shortScores(tested) }),
    leaderboard: state.leaderboard,
  };
  return { ...detector, summary };
}

function shortScores({ mAP50, mAP75, mAP }: DetectionScores | DetectionEvaluation) {
  return { mAP50, mAP75, mAP };
}

async function readData(source: string, settings: DetectionSettings): Promise<BoxesTable> {
  const { images, skipBad, onProgress } = settings;
  const table = await readBoxes(source, { images, skipBad });
  const { pictures, classes } = table;
  for (const message of table.notes) onProgress({ kind: 'note', message });
  for (const message of table.warnings) onProgress({ kind: 'warning', message });
  if (classes.length === 0) {
    throw new AutofitError('NO_BOXES', `${source} has no box that can be learnt from.`, {
      file: source,
      hint: 'Draw boxes around what is to be found.',
    });
  }
  if (pictures.length < LEAST_PICTURES) {
    throw new AutofitError(
      'FEW_PICTURES',
      `${source} has ${countOf(pictures.length, 'picture')}.`,
      {
        file: source,
        hint: `A detector needs ${LEAST_PICTURES} at the very least, and 50 to be any good.`,
      },
    );
  }
  const boxes = pictures.reduce((sum, own) => sum + own.boxes.length, 0);
  const message = `${countOf(pictures.length, 'picture')} with ${boxes.toLocaleString('en-US')} boxes of ${countOf(classes.length, classes.length === 1 ? 'class' : 'classe')}: ${classes.join(', ')}; mAP50 on pictures held out`;
  onProgress({ kind: 'note', message });
  return table;
}

/** Mistakes in it are told before any training. */
async function readTest(
  test: string,
  { classes }: BoxesTable,
  { images, onProgress }: DetectionSettings,
): Promise<string> {
  const { notes } = await readBoxes(test, { images, classes });
  for (const note of notes) onProgress({ kind: 'note', message: `${test}: ${note}` });
  return test;
}

/** At the largest size that a configuration may want. */
async function frameTable({ pictures }: BoxesTable): Promise<FramedSet> {
  const proportions = pictures.map(({ width, height }) => width / height).sort((a, b) => a - b);
  const proportion = proportions[Math.floor(proportions.length / 2)] ?? 1;
  const sides = sidesFor(pictures);
  const first = sides.indexOf(firstConfig(pictures).side);
  const side = sides[Math.min(sides.length - 1, first + 2)] ?? 96;
  return framePictures(pictures, frameOf(side, proportion), () => {});
}

async function search(
  table: BoxesTable,
  set: FramedSet,
  settings: DetectionSettings,
  { budget, folder }: Around,
) {
  const { seed, workers, kernels, trials, onProgress } = settings;
  const classes = table.classes.length;
  const { signal } = budget;
  const threads = createDetectorThreads({ set, classes, kernels, seed }, { workers, signal });
  try {
    return await searchDetectors({
      pictures: table.pictures,
      set,
      classes,
      seed,
      workers,
      trials,
      secondsLeft: budget.secondsLeft,
      isOver: budget.isOver,
      run: threads.run,
      onCandidate: ({ name, config, outcome, scores }) => {
        const { width, height } = frameOf(config.side, set.frame.width / set.frame.height);
        const said =
          outcome.kind === 'done'
            ? `mAP50 ${formatNumber(scores?.mAP50 ?? Number.NaN)} after ${countOf(outcome.epochs, 'epoch')} in ${formatDuration(outcome.seconds)}`
            : outcome.kind;
        onProgress({
          kind: 'note',
          message: `${name}, ${width} x ${height}, ${config.width} channels: ${said}`,
        });
        void folder?.tell({
          kind: 'candidate',
          name,
          config: { ...config },
          state: outcome.kind,
          mAP50: scores?.mAP50 ?? null,
          mAP: scores?.mAP ?? null,
        });
      },
    });
  } finally {
    await threads.close();
  }
}
