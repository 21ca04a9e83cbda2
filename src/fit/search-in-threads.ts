import type { BoxesTable } from '../detect/boxes-table.js';
import { type FramedSet, frameOf } from '../detect/framed-set.js';
import {
  type DetectorCandidate,
  type SearchedDetectors,
  searchDetectors,
} from '../detect/search-detectors.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import type { DetectionFolder } from '../run/detection-folder.js';
import type { Budget } from '../search/budget.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { createDetectorThreads } from '../workers/detector-threads.js';

/** Where a search takes place. */
export interface SearchPlace {
  readonly budget: Budget;
  readonly folder: DetectionFolder | undefined;
}

/** Searches in worker threads, and tells of each candidate. */
export async function searchInThreads(
  table: BoxesTable,
  set: FramedSet,
  settings: DetectionSettings,
  { budget, folder }: SearchPlace,
): Promise<SearchedDetectors> {
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
      onCandidate: (candidate) => {
        onProgress({ kind: 'note', message: candidateText(candidate, set) });
        void folder?.tell(candidateEvent(candidate));
      },
    });
  } finally {
    await threads.close();
  }
}

function candidateText({ name, config, outcome, scores }: DetectorCandidate, { frame }: FramedSet) {
  const { width, height } = frameOf(config.side, frame.width / frame.height);
  const made = `${name}, ${width} x ${height}, ${config.width} channels`;
  if (outcome.kind === 'failed') return `${made}: ${outcome.reason}`;
  if (outcome.kind === 'stopped') return `${made}: stopped`;
  const score = formatNumber(scores?.mAP50 ?? Number.NaN);
  const { epochs, seconds } = outcome;
  return `${made}: mAP50 ${score} after ${countOf(epochs, 'epoch')} in ${formatDuration(seconds)}`;
}

function candidateEvent({ name, config, outcome, scores }: DetectorCandidate) {
  return {
    kind: 'candidate',
    name,
    config: { ...config },
    state: outcome.kind,
    mAP50: scores?.mAP50 ?? null,
    mAP: scores?.mAP ?? null,
  };
}
