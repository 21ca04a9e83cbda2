import type { BoxesTable } from '../detect/boxes-table.js';
import type { DetectorJob } from '../detect/detector-job.js';
import { roomFor } from '../detect/detector-memory.js';
import { type FramedSet, frameOf } from '../detect/framed-set.js';
import { sameThingsMirrored } from '../detect/same-things-mirrored.js';
import {
  type DetectorCandidate,
  type SearchedDetectors,
  searchDetectors,
} from '../detect/search-detectors.js';
import type { ProgressEvent } from '../options/progress-event.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import type { DetectionRecord } from '../run/detection-record.js';
import type { Budget } from '../search/budget.js';
import { threadsWithRoom } from '../util/address-space.js';
import { availableMemory } from '../util/memory.js';
import { createDetectorThreads } from '../workers/detector-threads.js';
import { createWorkerSlots } from './worker-slots.js';

/** Where a search takes place. */
export interface SearchPlace {
  /** Of pictures that are the same, the first. */
  readonly firsts: Int32Array;
  /** Places of the pictures. */
  readonly parts: readonly (readonly number[])[];
  readonly budget: Budget;
  readonly record: DetectionRecord;
}

const MIRRORS = {
  none: 'mirror images of things look like other classes: pictures are learnt from and seen as they are alone',
  horizontal:
    'things upside down look like other classes: pictures are mirrored from left to right alone',
} as const;

type JobEvent = Extract<ProgressEvent, { kind: 'job' }>;

/** Searches in worker threads, and tells of each candidate and of what workers do; what is on record is not trained again. */
export async function searchInThreads(
  table: BoxesTable,
  set: FramedSet,
  settings: DetectionSettings,
  { firsts, parts, budget, record }: SearchPlace,
): Promise<SearchedDetectors> {
  const { seed, kernels, trials, timeLimit, onProgress } = settings;
  const workers = workersFor(set, settings);
  const classes = table.classes.length;
  const { signal } = budget;
  const flips = sameThingsMirrored(set, firsts);
  if (flips !== 'both') onProgress({ kind: 'note', message: MIRRORS[flips] });
  const threads = createDetectorThreads({ set, classes, kernels, seed }, { workers, signal });
  const slots = createWorkerSlots(workers);
  let isLast = false;
  const train = (job: DetectorJob) =>
    slots.run(async (worker) => {
      if (job.number < 0 && !isLast) onProgress({ kind: 'phase', phase: 'refitting' });
      isLast ||= job.number < 0;
      const told = { kind: 'job', worker, ...jobWords(job) } as const;
      onProgress({ ...told, state: 'begun' });
      try {
        return await threads.run(job);
      } finally {
        onProgress({ ...told, state: 'ended' });
      }
    });
  try {
    return await searchDetectors({
      pictures: table.pictures,
      set,
      parts,
      flips,
      classes,
      seed,
      workers,
      dealtBy: timeLimit === undefined ? workers : record.dealtBy(workers),
      trials,
      secondsLeft: () => record.secondsLeft(budget.secondsLeft()),
      isOver: () => !record.isReplaying() && budget.isOver(),
      run: (job) => record.run(job, () => train(job)),
      onCandidate: candidateTeller(set, settings, budget),
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

/** Those below 0 train the chosen configuration in the end, 0 measures how long an epoch is. */
function jobWords({
  number,
}: DetectorJob): Pick<JobEvent, 'trial' | 'name' | 'purpose' | 'fold' | 'folds'> {
  const purpose = number === 0 ? 'timing' : 'trial';
  const name = number < 0 ? `detector, network ${-number}` : `detector-${Math.max(1, number)}`;
  return { trial: number, name, purpose, fold: 0, folds: 1 };
}

function candidateTeller(
  { frame }: FramedSet,
  { trials, onProgress }: DetectionSettings,
  { secondsLeft }: Budget,
): (candidate: DetectorCandidate) => void {
  let finished = 0;
  let best: { readonly name: string; readonly mAP50: number } | undefined;
  return ({ name, config, outcome, scores }) => {
    const mAP50 = scores?.mAP50;
    const isDone = outcome.kind === 'done';
    if (isDone) finished++;
    if (mAP50 !== undefined && mAP50 > (best?.mAP50 ?? -1)) best = { name, mAP50 };
    const { width, height } = frameOf(config.side, frame.width / frame.height);
    const candidate = {
      name,
      frame: { width, height },
      channels: config.width,
      state: isDone ? 'complete' : outcome.kind,
      mAP50: mAP50 ?? null,
      epochs: isDone ? outcome.epochs : 0,
      fitSeconds: isDone ? outcome.seconds : null,
      reason: outcome.kind === 'failed' ? outcome.reason : null,
    } as const;
    onProgress({
      kind: 'candidate',
      candidate,
      finished,
      best,
      trials,
      secondsLeft: secondsLeft(),
    });
  };
}
