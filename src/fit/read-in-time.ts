import type { FrameSize } from '../detect/framed-picture.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import type { DetectionData, EarlierReading } from '../run/detection-record.js';
import type { Budget } from '../search/budget.js';
import { now } from '../util/clock.js';
import { frameTable, readDetectionData, readDetectionTest } from './read-detection-data.js';
import { type ReadingPart, type ReadingStops, readingStops } from './reading-stops.js';

/** Of the time, what parts of the reading may take. */
const SHARES: Readonly<Record<ReadingPart, number>> = {
  looking: 0.1,
  lookingAtTest: 0.1,
  framing: 0.4,
};

/**
 * All that is read before the search: mistakes in any of it are told before there is any training. Pictures that there is no time for
 * in a share of it are left out and told.
 */
export function readInTime(
  source: string,
  settings: DetectionSettings,
  { isOver }: Pick<Budget, 'isOver'>,
): Promise<DetectionData> {
  const { timeLimit = Number.POSITIVE_INFINITY } = settings;
  const begin = (part: ReadingPart) => {
    const end = now() + 1000 * SHARES[part] * timeLimit;
    return () => isOver() || now() >= end;
  };
  return readParts(source, settings, readingStops(begin, isStoppedIn(settings)));
}

/** The data as an earlier process has read them, however much time there is. */
export function readAgain(
  source: string,
  settings: DetectionSettings,
  { stopped, frame }: EarlierReading,
): Promise<DetectionData> {
  const begin = (part: ReadingPart) => (done: number) =>
    done >= (stopped[part] ?? Number.POSITIVE_INFINITY);
  return readParts(source, settings, readingStops(begin, isStoppedIn(settings)), frame);
}

async function readParts(
  source: string,
  settings: DetectionSettings,
  { begin, stopped, isCut }: ReadingStops,
  frame?: FrameSize,
): Promise<DetectionData> {
  settings.onProgress({ kind: 'phase', phase: 'reading' });
  const read = await readDetectionData(source, settings, begin('looking'));
  const test =
    settings.test === undefined
      ? undefined
      : await readDetectionTest(settings.test, source, read, settings, begin('lookingAtTest'));
  const framed = await frameTable(source, read, settings, { shouldStop: begin('framing'), frame });
  // What was stopped is not worth a search, nor is it what the run would go on with.
  const data = isCut() ? { table: read, set: undefined, firsts: undefined } : framed;
  return { ...data, test, stopped: stopped() };
}

function isStoppedIn({ signal }: DetectionSettings): () => boolean {
  return () => signal?.aborted ?? false;
}
