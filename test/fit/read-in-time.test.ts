import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readInTime } from '../../src/fit/read-in-time.js';
import { type ProgressEvent, resumeDetector } from '../../src/index.js';
import { resolveDetection } from '../../src/options/resolve-detection.js';
import { beginDetectionRecord, reopenDetection } from '../../src/run/detection-record.js';
import { writeSquareBoxes } from '../fixtures/square-boxes.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const data = await writeSquareBoxes(folder, 26);
const settings = resolveDetection({ task: 'detection', timeLimit: 60, workers: 1 });
const place = { isCut: () => false, seconds: () => 1 };

/** A run that had time for 21 pictures and was killed then. */
async function killedRun(name: string): Promise<string> {
  const run = folder.at(name);
  await mkdir(run);
  let asked = 0;
  const read = await readInTime(data, settings, { isOver: () => asked++ >= 21 });
  expect([read.table.pictures.length, read.stopped]).toEqual([21, { framing: 21 }]);
  await (await beginDetectionRecord(run, data, settings, read, place)).close();
  return run;
}

/** Goes on until an event tells to stop. */
async function stopped(run: string, when: (event: ProgressEvent) => boolean) {
  const stop = new AbortController();
  const warnings: string[] = [];
  const { summary } = await resumeDetector(run, {
    workers: 1,
    signal: stop.signal,
    onProgress: (event) => {
      if (event.kind === 'warning') warnings.push(event.message);
      if (when(event)) stop.abort();
    },
  });
  return { summary, warnings };
}

test('a resumed run leaves out the pictures that there was no time for, and no others', async () => {
  const run = await killedRun('short');
  const { summary, warnings } = await stopped(
    run,
    (event) => event.kind === 'phase' && event.phase === 'searching',
  );
  expect(summary.pictures).toBe(21);
  expect(warnings).toContain(
    '21 of 26 pictures are learnt from, for lack of time to read the others',
  );
});

test('a run that is stopped while it is read again is as it was', async () => {
  const run = await killedRun('again');
  const before = readFileSync(join(run, 'journal.jsonl'));
  const stopping = stopped(
    run,
    (event) => event.kind === 'reading-pictures' && event.pictures === 20,
  );
  await expect(stopping).rejects.toMatchObject({ code: 'TIME_UP' });
  expect(readFileSync(join(run, 'journal.jsonl'))).toEqual(before);
});

test('a run that is stopped while it reads is not gone on with: it would learn from fewer pictures', async () => {
  const stop = new AbortController();
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'reading-pictures' && event.pictures === 22) stop.abort();
  };
  const own = resolveDetection({ task: 'detection', trials: 1, signal: stop.signal, onProgress });
  const read = await readInTime(data, own, { isOver: () => stop.signal.aborted });
  expect([read.set, read.table.pictures.length]).toEqual([undefined, 26]);
  const run = folder.at('cut');
  await mkdir(run);
  await (await beginDetectionRecord(run, data, own, read, place)).close();
  await expect(
    reopenDetection(run, { workers: 1, out: run, signal: undefined, onProgress }),
  ).rejects.toMatchObject({ code: 'NO_DATA' });
});
