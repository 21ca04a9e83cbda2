import type { JudgedRow } from '../detect/average-precision.js';
import type { BoxesTable } from '../detect/boxes-table.js';
import type { DetectorState } from '../detect/detector-state.js';
import { type FramedSet, judgedInFrames } from '../detect/framed-set.js';
import { pictureParts } from '../detect/picture-parts.js';
import { nothingSearched, type SearchedDetectors } from '../detect/search-detectors.js';
import { stateOfSearch } from '../detect/state-of-search.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import { type DetectionFacts, detectionFacts } from '../report/detection-facts.js';
import { detectionPage } from '../report/detection-page.js';
import { livingDetector } from '../report/living-detector.js';
import { betterDetector } from '../run/better-detector.js';
import type { DetectionFolder } from '../run/detection-folder.js';
import type { DetectionData, DetectionRecord } from '../run/detection-record.js';
import { readDetectorProgram } from '../run/read-bundle.js';
import { MODEL_FILE } from '../run/run-folder.js';
import type { Budget } from '../search/budget.js';
import { countOf } from '../util/count-of.js';
import { boxesInTime } from './boxes-in-time.js';
import { type FittedDetector, fittedDetector, shortScores } from './fitted-detector.js';
import { searchInThreads } from './search-in-threads.js';

/** Where a detector is fitted. */
export interface DetectionPlace {
  readonly folder: DetectionFolder | undefined;
  readonly record: DetectionRecord;
  readonly budget: Budget;
  /** Since the start of the run, all its processes together. */
  readonly seconds: () => number;
  /** When the scoring of the test ends at the latest. */
  readonly testUntil: number | undefined;
  /** What an interrupted process of the same run has saved. */
  readonly before?: DetectorState | undefined;
}

const NO_TIME = 'there was no time to train the chosen network anew';
const CHOSE = 'the pictures that chose the candidate';

const NO_REPORT =
  'the detector of an earlier process finds more and is kept; that process was stopped before its report was made, so there is none';

const WORSE = 'the networks find less than the mean boxes on the same pictures held out (mAP50)';

/** Searches, saves, scores and reports: what is left to do once the data is read. */
export async function completeDetection(
  data: DetectionData,
  settings: DetectionSettings,
  place: DetectionPlace,
): Promise<FittedDetector> {
  const { table, test, set, firsts } = data;
  const { folder, record, seconds, before, testUntil } = place;
  const { onProgress, signal } = settings;
  try {
    onProgress({ kind: 'phase', phase: 'searching' });
    const parts = pictureParts(table.pictures, settings.seed, firsts);
    const searched =
      set && firsts
        ? await searchInThreads(table, set, settings, { ...place, firsts, parts })
        : nothingSearched();
    const { state: finished, judged } = stateOfSearch(table, parts, searched);
    // Where something was cut short, what an earlier process had longer may be better.
    const mayBeWorse = settings.timeLimit !== undefined || signal?.aborted;
    const state = mayBeWorse ? betterDetector(before, finished) : finished;
    if (state === finished) tellJudged(searched, state, settings);
    onProgress({ kind: 'phase', phase: 'scoring' });
    // Written first: nothing that the test brings is to cost the training.
    await folder?.write(state);
    const tested = test && (await boxesInTime(state, test, settings, testUntil));
    onProgress({ kind: 'phase', phase: 'saving' });
    if (settings.report && folder && set) {
      const made = { state, judged, tested };
      if (state === finished) await folder.writeReport(await pageOf(table, set, made));
      else if (!folder.reportThere()) onProgress({ kind: 'warning', message: NO_REPORT });
    }
    const isTrained = searched.members.length > 0;
    const failure = isTrained ? undefined : searched.failure;
    const score = tested && shortScores(tested);
    if (!set || !signal?.aborted) await record.end(seconds(), score);
    if (state.detectors.length === 0 && failure === undefined) {
      const why = isTrained ? WORSE : 'no network was finished';
      onProgress({ kind: 'warning', message: baselineWarning(why, signal?.aborted ?? false) });
    }
    const found = { seed: settings.seed, seconds: seconds(), failure, scoreTest: score };
    return fittedDetector(state, folder, found);
  } finally {
    await record.close();
  }
}

/** What a search has made, and how it did. */
interface Made {
  readonly state: DetectorState;
  readonly judged: readonly JudgedRow[];
  readonly tested: DetectionFacts['tested'];
}

async function pageOf(
  table: BoxesTable,
  set: FramedSet,
  { state, judged, tested }: Made,
): Promise<string> {
  const framed = state.detectors.length > 0 ? judged : judgedInFrames(judged, set);
  const facts = await detectionFacts(table, set, state, framed, tested);
  const client = await readDetectorProgram();
  return detectionPage(facts, await livingDetector({ state, client, file: MODEL_FILE }));
}

function baselineWarning(why: string, isStopped: boolean): string {
  return `${why}, so the mean boxes are saved${isStopped ? '' : '; give more time'}`;
}

/** What makes the scores less than they seem, and the detector less than it was to be. */
function tellJudged(
  searched: SearchedDetectors,
  { detectors, validation }: DetectorState,
  { onProgress }: DetectionSettings,
): void {
  const { judged, unjudged } = searched;
  const warn = (message: string) => onProgress({ kind: 'warning', message });
  const failed = failedText(searched, detectors.length > 0);
  if (failed !== undefined) warn(failed);
  if (validation.choseToo) {
    const chose = failed === undefined ? `${NO_TIME}: the pictures that chose it` : CHOSE;
    warn(`${chose} are those that its scores are of, which may be too high`);
  }
  if (unjudged === 0) return;
  const all = countOf(judged.length + unjudged, 'picture');
  const message = `the scores are of ${judged.length} of ${all} held out, for lack of time`;
  onProgress({ kind: 'note', message });
}

/** Which of the last networks failed, unless there is no network at all: that is told as the failure of the run. */
function failedText({ finals, members }: SearchedDetectors, isSaved: boolean): string | undefined {
  const reasons = finals.flatMap((own) => (own.kind === 'failed' ? [own.reason] : []));
  const [first] = reasons;
  if (first === undefined || members.length === 0) return undefined;
  const isCandidate = isSaved && finals.every(({ kind }) => kind !== 'done');
  const kept = isCandidate ? ', so the best candidate is saved, trained for less long' : '';
  return `${reasons.length} of ${countOf(finals.length, 'network')} could not be trained${kept}: ${first}`;
}
