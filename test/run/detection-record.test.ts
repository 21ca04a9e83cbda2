import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BoxesTable } from '../../src/detect/boxes-table.js';
import type { DetectorJob, DetectorOutcome } from '../../src/detect/detector-job.js';
import { resolveDetection } from '../../src/options/resolve-detection.js';
import { beginDetectionRecord, reopenDetection } from '../../src/run/detection-record.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
for (const run of ['networks', 'left', 'cut', 'over', 'in-part', 'side-by-side', 'dealt'])
  mkdirSync(folder.at(run));
const table: BoxesTable = { classes: ['x'], pictures: [], notes: [], warnings: [] };
const frame = { width: 1, height: 1 };
const data = {
  table,
  test: undefined,
  set: { frame, pixels: new Uint8Array(3), boxes: [], sizes: [] },
  firsts: undefined,
  stopped: {},
};
const settings = resolveDetection({ task: 'detection', timeLimit: 60, workers: 1 });
const own = { workers: 1, out: undefined, signal: undefined, onProgress: () => {} };

function jobOf(number: number, length: DetectorJob['length'], learningRate = 0.1): DetectorJob {
  const views = { flips: 'both', zoom: 0, light: 0 } as const;
  const config = { side: 96, width: 8, depth: 2, learningRate, ...views };
  return { kind: 'detector', number, config, rows: [], judged: [], length };
}

const failed = (reason: string): DetectorOutcome => ({ kind: 'failed', reason });
const trains = (reason: string) => async () => failed(reason);

/** A record whose process says when it is stopped. */
async function begun(run: string) {
  const state = { isCut: false, seconds: 1 };
  const place = { isCut: () => state.isCut, seconds: () => state.seconds };
  const record = await beginDetectionRecord(run, '/boxes.json', settings, data, place);
  return { state, record };
}

async function reopened(run: string) {
  const { open, seconds } = await reopenDetection(run, own);
  const record = await open?.goOn(data, { isCut: () => false, seconds: () => 9 });
  if (!record) throw new Error('the run is over');
  return { record, seconds };
}

test('what is done is answered once, whatever its seconds were, and what was cut short is done again', async () => {
  const run = folder.at('networks');
  const { state, record } = await begun(run);
  await record.run(jobOf(1, { seconds: 5 }), trains('first'));
  await record.run(jobOf(2, { epochs: 3 }), trains('second'));
  await record.run(jobOf(3, { epochs: 3 }), async () => ({ kind: 'stopped' }));
  state.isCut = true;
  await record.run(jobOf(4, { epochs: 3 }), trains('cut'));
  await record.close();

  const { record: again } = await reopened(run);
  expect(again.isReplaying()).toBe(true);
  expect(await again.run(jobOf(1, { seconds: 2 }), trains('anew'))).toEqual(failed('first'));
  expect(await again.run(jobOf(1, { seconds: 2 }), trains('anew'))).toEqual(failed('anew'));
  expect(await again.run(jobOf(2, { epochs: 4 }), trains('longer'))).toEqual(failed('longer'));
  expect(await again.run(jobOf(2, { epochs: 3 }, 0.2), trains('other'))).toEqual(failed('other'));
  expect(again.isReplaying()).toBe(true);
  expect(await again.run(jobOf(2, { epochs: 3 }), trains('anew'))).toEqual(failed('second'));
  expect(again.isReplaying()).toBe(false);
  for (const number of [3, 4]) {
    const job = jobOf(number, { epochs: 3 });
    expect(await again.run(job, trains('anew'))).toEqual(failed('anew'));
  }
  await again.close();
});

test('networks on record are planned by the seconds that were left then, others by those that are left', async () => {
  const run = folder.at('left');
  const { state, record } = await begun(run);
  expect([record.secondsLeft(50), record.secondsLeft(undefined)]).toEqual([50, undefined]);
  await record.run(jobOf(1, { seconds: 5 }), trains('first'));
  state.seconds = 7;
  expect(record.secondsLeft(40)).toBe(40);
  state.isCut = true;
  expect(record.secondsLeft(30)).toBe(30);
  await record.close();

  const { record: again, seconds } = await reopened(run);
  expect(seconds).toBe(7);
  expect([again.secondsLeft(20), again.secondsLeft(undefined)]).toEqual([50, undefined]);
  await again.run(jobOf(1, { seconds: 5 }), trains('anew'));
  expect(again.secondsLeft(19)).toBe(19);
  await again.run(jobOf(2, { seconds: 5 }), trains('second'));
  await again.close();

  const { record: third } = await reopened(run);
  expect([9, undefined, 8].map((left) => third.secondsLeft(left))).toEqual([50, undefined, 19]);
  await third.close();
});

test('rounds are dealt by the workers of the process that began', async () => {
  const run = folder.at('dealt');
  const { record } = await begun(run);
  expect(record.dealtBy(4)).toBe(4);
  await record.run(jobOf(1, { epochs: 3 }), trains('first'));
  await record.close();
  const { record: again } = await reopened(run);
  expect(again.dealtBy(1)).toBe(4);
  await again.close();
});

test('a run without data to its end, and one that is over, are not open', async () => {
  const cut = folder.at('cut');
  const place = { isCut: () => false, seconds: () => 1 };
  const without = { ...data, set: undefined };
  await (await beginDetectionRecord(cut, '/boxes.json', settings, without, place)).close();
  await expect(reopenDetection(cut, own)).rejects.toMatchObject({ code: 'NO_DATA' });
  const over = folder.at('over');
  const { record } = await begun(over);
  await record.run(jobOf(1, { epochs: 3 }), trains('no memory'));
  await record.end(12, { mAP50: 0.5, mAP75: Number.NaN, mAP: 0.25 });
  await record.close();
  expect(await reopenDetection(over, own)).toMatchObject({
    seconds: 12,
    failure: 'no memory',
    scoreTest: { mAP50: 0.5, mAP75: Number.NaN, mAP: 0.25 },
    settings: { seed: 0 },
  });
});

test('of a run with a network that was trained, others that were not are no failure', async () => {
  const run = folder.at('in-part');
  const { record } = await begun(run);
  await record.run(jobOf(1, { epochs: 3 }), trains('no memory'));
  const counts = { epochs: 3, seconds: 1, trainSeconds: 1, found: [] };
  const detector = {} as Extract<DetectorOutcome, { kind: 'done' }>['detector'];
  await record.run(jobOf(-1, { epochs: 3 }), async () => ({ kind: 'done', detector, ...counts }));
  await record.end(12, undefined);
  await record.close();
  expect((await reopenDetection(run, own)).failure).toBeUndefined();
});

test('a network that is trained again never takes the file of one that ended beside it', async () => {
  const run = folder.at('side-by-side');
  const path = join(run, 'journal.jsonl');
  const lines = () => readFileSync(path, 'utf8').trimEnd().split('\n');
  const { record } = await begun(run);
  await record.run(jobOf(1, { epochs: 3 }), trains('first'));
  await record.run(jobOf(2, { epochs: 3 }), trains('second'));
  await record.close();
  // Killed before the first one was on record, behind the second.
  writeFileSync(
    path,
    `${lines()
      .filter((line) => !line.includes('"blob":0'))
      .join('\n')}\n`,
  );
  const { record: again } = await reopened(run);
  expect(await again.run(jobOf(2, { epochs: 3 }), trains('anew'))).toEqual(failed('second'));
  await again.run(jobOf(1, { epochs: 3 }), trains('first'));
  await again.close();
  const blobs = lines().flatMap((line) => /"blob":(\d+)/.exec(line)?.[1] ?? []);
  expect(blobs).toEqual(['1', '2']);
});
