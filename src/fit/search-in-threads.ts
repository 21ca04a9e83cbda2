import type { BoxesTable } from '../detect/boxes-table.js';
import { roomFor } from '../detect/detector-memory.js';
import { type FramedSet, frameOf } from '../detect/framed-set.js';
import { sameThingsMirrored } from '../detect/same-things-mirrored.js';
import {
  type DetectorCandidate,
  type SearchedDetectors,
  searchDetectors,
} from '../detect/search-detectors.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import type { DetectionFolder } from '../run/detection-folder.js';
import type { Budget } from '../search/budget.js';
import { threadsWithRoom } from '../util/address-space.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { availableMemory } from '../util/memory.js';
import { createDetectorThreads } from '../workers/detector-threads.js';

/** Where a search takes place. */
export interface SearchPlace {
  /** Of pictures that are the same, the first. */
  readonly firsts: Int32Array;
  /** Places of the pictures. */
  readonly parts: readonly (readonly number[])[];
  readonly budget: Budget;
  readonly folder: DetectionFolder | undefined;
}

const MIRRORS = {
  none: 'mirror images of things look like other classes: pictures are learnt from and seen as they are alone',
  horizontal:
    'things upside down look like other classes: pictures are mirrored from left to right alone',
} as const;

/** Searches in worker threads, and tells of each candidate. */
export async function searchInThreads(
  table: BoxesTable,
  set: FramedSet,
  settings: DetectionSettings,
  { firsts, parts, budget, folder }: SearchPlace,
): Promise<SearchedDetectors> {
  const { seed, kernels, trials, onProgress } = settings;
  const workers = workersFor(set, settings);
  const classes = table.classes.length;
  const { signal } = budget;
  const flips = sameThingsMirrored(set, firsts);
  if (flips !== 'both') onProgress({ kind: 'note', message: MIRRORS[flips] });
  const threads = createDetectorThreads({ set, classes, kernels, seed }, { workers, signal });
  try {
    return await searchDetectors({
      pictures: table.pictures,
      set,
      parts,
      flips,
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

/** No more than there are addresses and memory for. */
function workersFor({ pixels }: FramedSet, { workers, onProgress }: DetectionSettings): number {
  const room = Math.min(threadsWithRoom(), roomFor(pixels.byteLength, availableMemory()));
  const fitting = Math.max(1, Math.min(workers, room));
  if (fitting < workers) {
    const message = `memory is enough for ${fitting} of ${workers} workers`;
    onProgress({ kind: 'note', message });
  }
  return fitting;
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
