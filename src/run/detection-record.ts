import type { DetectionScores } from '../detect/average-precision.js';
import type { BoxesTable } from '../detect/boxes-table.js';
import type { DetectorJob, DetectorOutcome } from '../detect/detector-job.js';
import type { FrameSize } from '../detect/framed-picture.js';
import type { FramedSet } from '../detect/framed-set.js';
import { type NamedBlobs, namedBlobs, removeBlobs } from '../journal/blob-files.js';
import { plainHash } from '../journal/data-hash.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import type { EventLog } from '../trial/journal.js';
import { isoTime } from '../util/clock.js';
import { errorMessage } from '../util/errors.js';
import { greatestOf } from '../util/extremes.js';
import { begunDetection } from './begun-settings.js';
import {
  beginDetectionLog,
  continueDetectionLog,
  type DetectionEvent,
  type DetectionLog,
  type EndScores,
  type NetworkEvent,
  readDetectionLog,
  type StoppedReading,
} from './detection-journal.js';
import { dataChanged, nothingToRead, pathOf } from './run-record.js';
import { checkVersions, versionsOf } from './run-versions.js';

/** What a run of detection leaves on disk while it goes on, and what earlier processes of it left. */
export interface DetectionRecord {
  /** A job's outcome that is on record, else by `train`, which is on disk before anybody hears of it. */
  run(job: DetectorJob, train: () => Promise<DetectorOutcome>): Promise<DetectorOutcome>;
  /** The workers that the search began with, by which its rounds are dealt: these, where it begins. */
  dealtBy(workers: number): number;
  /** While networks on record are asked for, how many seconds were left at this point when they were planned; else `left`, which is put on record. */
  secondsLeft(left: number | undefined): number | undefined;
  /** Whether something that is on record was not asked for yet. */
  isReplaying(): boolean;
  /** Tells that the model is written: what networks left is not needed any more. */
  end(seconds: number, scoreTest: TestScores | undefined): Promise<void>;
  close(): Promise<void>;
}

/** How well boxes are found on test pictures. */
export type TestScores = Pick<DetectionScores, 'mAP50' | 'mAP75' | 'mAP'>;

/** What a record says of the data. */
export interface DetectionData {
  readonly table: BoxesTable;
  readonly test: BoxesTable | undefined;
  /** Undefined where too little was read. */
  readonly set: FramedSet | undefined;
  /** Of pictures that are the same, the first. */
  readonly firsts: Int32Array | undefined;
  /** After how many pictures parts of the reading were stopped. */
  readonly stopped: StoppedReading;
}

/** What a record needs of the run. */
export interface RecordPlace {
  /** Seconds since the start of the run, all its processes together. */
  readonly seconds: () => number;
  /** Whether what ends now may have been cut short: it is not put on record. */
  readonly isCut: () => boolean;
}

/** Settings that a run's result does not depend on; they are those of the process. */
type OfProcess = 'workers' | 'out' | 'signal' | 'onProgress';

/** The record of a run without a folder: nothing is left. */
export const noDetectionRecord: DetectionRecord = {
  run: (_, train) => train(),
  dealtBy: (workers) => workers,
  secondsLeft: (left) => left,
  isReplaying: () => false,
  end: async () => {},
  close: async () => {},
};

/** Begins the record of a run in its folder; one whose data was not read to the end cannot be gone on with. */
export async function beginDetectionRecord(
  folder: string,
  source: string,
  settings: DetectionSettings,
  data: DetectionData,
  place: RecordPlace,
): Promise<DetectionRecord> {
  const { workers: _, out: __, signal: ___, onProgress: ____, ...lasting } = settings;
  const paths = { test: pathOf(settings.test), images: pathOf(settings.images) };
  const log = await beginDetectionLog(folder, {
    versions: versionsOf(settings),
    began: isoTime(),
    source: data.set ? (pathOf(source) ?? null) : null,
    ...(!data.set && { isCut: true }),
    stopped: { ...data.stopped },
    frame: data.set?.frame ?? null,
    dataHash: hashOf(data),
    settings: JSON.parse(JSON.stringify({ ...lasting, ...paths })),
  });
  return recordOf(folder, log, settings, place);
}

/** How an earlier process has read the data. */
export interface EarlierReading {
  readonly stopped: StoppedReading;
  /** The size of the pictures, which is made by the memory that there was. */
  readonly frame: FrameSize;
}

/** What is left of a run that is not over. */
export interface OpenDetection {
  readonly settings: DetectionSettings;
  /** What it began with. */
  readonly source: string;
  readonly reading: EarlierReading;
  /** Goes on with its record. Throws an AutofitError when the data is not what it began with. */
  goOn(data: DetectionData, place: RecordPlace): Promise<DetectionRecord>;
}

/** What the record of a run tells. */
export interface ReopenedDetection {
  readonly settings: Pick<DetectionSettings, 'seed'>;
  /** That its processes took. */
  readonly seconds: number;
  /** The first reason why a network could not be trained, where none could. */
  readonly failure: string | undefined;
  readonly scoreTest: TestScores | undefined;
  /** Undefined of a run that is over. */
  readonly open?: OpenDetection;
}

/** What a run in a folder has on record, and, unless it is over, what it needs to go on. */
export async function reopenDetection(
  folder: string,
  own: Pick<DetectionSettings, OfProcess>,
): Promise<ReopenedDetection> {
  const log = await readDetectionLog(folder);
  const { run, events } = log;
  const settings = { ...begunDetection(run), ...own };
  const over = events.find((event) => event.kind === 'end');
  const told = {
    settings,
    seconds: Math.max(
      0,
      greatestOf(events.map((event) => ('seconds' in event ? event.seconds : 0))),
    ),
    failure: failureIn(log),
    scoreTest: over?.scoreTest ? scoresIn(over.scoreTest) : undefined,
  };
  if (over) {
    // The last process may have been killed before it could.
    await removeBlobs(folder);
    return told;
  }
  checkVersions(folder, run, settings);
  const { source, stopped, frame } = run;
  if (source === null || frame === null) throw nothingToRead(folder, run);
  const goOn = async (data: DetectionData, place: RecordPlace) => {
    if (hashOf(data) !== run.dataHash) throw dataChanged(folder, source);
    const going = await continueDetectionLog(folder, log);
    return recordOf(folder, going, settings, place);
  };
  return { ...told, open: { settings, source, reading: { stopped, frame }, goOn } };
}

function networksIn({ events }: Pick<DetectionLog, 'events'>): readonly NetworkEvent[] {
  return events.filter((event) => event.kind === 'network');
}

function failureIn(log: DetectionLog): string | undefined {
  // Number 0 measures how long an epoch is.
  const networks = networksIn(log).filter(({ number }) => number !== 0);
  if (networks.some(({ state }) => state === 'done')) return undefined;
  return networks.find(({ state }) => state === 'failed')?.reason ?? undefined;
}

function hashOf({ table, test, set }: DetectionData): string {
  const ofTable = ({ classes, pictures }: BoxesTable) => [
    classes,
    pictures.map(({ image, width, height, boxes }) => [image, width, height, boxes]),
  ];
  return plainHash([ofTable(table), set && [set.frame, set.pixels], test && ofTable(test)]);
}

async function recordOf(
  folder: string,
  log: EventLog<DetectionEvent>,
  { onProgress }: Pick<DetectionSettings, 'onProgress'>,
  { seconds, isCut }: RecordPlace,
): Promise<DetectionRecord> {
  const blobs = await namedBlobs<DetectorOutcome>(folder);
  let known = networksIn({ events: log.earlier });
  // Behind all on record: of networks that end side by side a later one may be there without an earlier one.
  let place = known.reduce((next, { blob }) => Math.max(next, blob + 1), 0);
  const lefts = log.earlier.filter((event) => event.kind === 'left');
  const planned = new Map(lefts.map(({ asked, left }) => [asked, left]));
  let asked = 0;
  const told = (message: string) => onProgress({ kind: 'warning', message });
  let hasFailed = false;
  const failed = (thrown: unknown) => {
    hasFailed = true;
    throw thrown;
  };
  return {
    async run(job, train) {
      const earlier = known.findLast((event) => isOf(event, job));
      known = known.filter((event) => !isOf(event, job));
      const kept = earlier && (await outcomeOf(earlier, blobs, told));
      if (kept) return kept;
      const outcome = await train();
      // Once one could not be kept, the others are cut short.
      if (outcome.kind === 'stopped' || hasFailed || isCut()) return outcome;
      const blob = place++;
      if (outcome.kind === 'done') await blobs.put(`${blob}`, outcome).catch(failed);
      const event = networkEvent(job, outcome, { blob, seconds: seconds() });
      await log.append(event).catch(failed);
      return outcome;
    },
    dealtBy(workers) {
      const earlier = log.earlier.find((event) => event.kind === 'dealt');
      // Where it cannot be written, nothing that comes behind it can.
      if (!earlier && !isCut()) log.append({ kind: 'dealt', workers }).catch(() => {});
      return earlier?.workers ?? workers;
    },
    secondsLeft(left) {
      const earlier = planned.get(asked);
      const event = { kind: 'left', asked: asked++, seconds: seconds() } as const;
      // What is still to be trained has the time that is really left.
      if (earlier !== undefined && known.length > 0) return earlier;
      if (left !== undefined && !isCut()) log.append({ ...event, left }).catch(() => {});
      return left;
    },
    isReplaying: () => known.length > 0,
    async end(atEnd, scoreTest) {
      const written = scoreTest ? writtenScores(scoreTest) : null;
      await log.append({ kind: 'end', seconds: atEnd, scoreTest: written });
      await removeBlobs(folder);
    },
    close: () => log.close(),
  };
}

/** JSON has no NaN, which is the score where there is no box. */
function writtenScores({ mAP50, mAP75, mAP }: TestScores): EndScores {
  const written = (score: number) => (Number.isNaN(score) ? null : score);
  return { mAP50: written(mAP50), mAP75: written(mAP75), mAP: written(mAP) };
}

function scoresIn({ mAP50, mAP75, mAP }: EndScores): TestScores {
  return { mAP50: mAP50 ?? Number.NaN, mAP75: mAP75 ?? Number.NaN, mAP: mAP ?? Number.NaN };
}

/** Where a clock decides, a network is known whatever its seconds were. */
function isOf({ number, config, length }: NetworkEvent, job: DetectorJob): boolean {
  const isAsLong =
    !('epochs' in length && 'epochs' in job.length) || length.epochs === job.length.epochs;
  return isAsLong && number === job.number && JSON.stringify(config) === JSON.stringify(job.config);
}

/** Undefined where it is lost: the network is trained again, and is the same. */
async function outcomeOf(
  { state, reason, blob }: NetworkEvent,
  blobs: NamedBlobs<DetectorOutcome>,
  told: (message: string) => void,
): Promise<DetectorOutcome | undefined> {
  if (state === 'failed') return { kind: 'failed', reason: reason ?? '' };
  try {
    return await blobs.get(`${blob}`);
  } catch (thrown) {
    told(`a network is trained again. ${errorMessage(thrown)}`);
    return undefined;
  }
}

function networkEvent(
  { number, config, length }: DetectorJob,
  outcome: Exclude<DetectorOutcome, { kind: 'stopped' }>,
  place: Pick<NetworkEvent, 'blob' | 'seconds'>,
): NetworkEvent {
  return {
    kind: 'network',
    number,
    config: { ...config },
    length,
    state: outcome.kind,
    reason: outcome.kind === 'failed' ? outcome.reason : null,
    epochs: outcome.kind === 'done' ? outcome.epochs : null,
    ...place,
  };
}
