import { expect, test, vi } from 'vitest';
import { boxesInTime } from '../../src/fit/boxes-in-time.js';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { resolveDetection } from '../../src/options/resolve-detection.js';
import { evaluateBoxes } from '../../src/run/evaluate-boxes.js';
import { meanBoxesState } from '../fixtures/mean-boxes-state.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const clock = vi.hoisted(() => ({ time: 0 }));
// A second passes whenever somebody asks.
vi.mock('../../src/util/clock.js', () => ({
  now: () => {
    clock.time += 1000;
    return clock.time;
  },
}));

const folder = tempFolder();
const png = await encodePng(whitePicture(20, 20));
const pictures = Array.from({ length: 30 }, (_, i) => {
  const x1 = i < 15 ? 5 : 0;
  return {
    image: `${i}`,
    file: folder.write(`${i}.png`, png),
    width: 20,
    height: 20,
    boxes: [{ code: 0, x1, y1: x1, x2: x1 + 10, y2: x1 + 10, crowd: false }],
  };
});
const table = { classes: ['x'], pictures, notes: [], warnings: [] };

async function scored(until: number | undefined, signal?: AbortSignal) {
  clock.time = 0;
  const told: string[] = [];
  const settings = resolveDetection({
    task: 'detection',
    signal,
    onProgress: (event) => {
      if ('message' in event) told.push(`${event.kind}: ${event.message}`);
    },
  });
  return { own: await boxesInTime(meanBoxesState, table, settings, until), told };
}

test('all test pictures are scored where there is time', async () => {
  for (const until of [undefined, 1e6]) {
    const { own, told } = await scored(until);
    expect(own?.pictures).toBe(30);
    expect(told).toEqual([]);
  }
});

test('where time is short, some that are like the rest are scored, which is told', async () => {
  const { own, told } = await scored(13_000);
  expect(own?.pictures).toBe(12);
  expect(told).toEqual([
    'note: the test score is of 12 of 30 pictures, for lack of time; `evaluate` scores all of them',
  ]);
  // Of the first twelve as they are named, all boxes would be found.
  expect(own?.counts.missed[0]).toBeGreaterThan(2);
  expect((await scored(13_000)).own).toEqual(own);
});

test('of equal scores the earlier picture counts first, as where they are evaluated', async () => {
  const { own } = await scored(undefined);
  const { mAP50 } = await evaluateBoxes(meanBoxesState, table);
  // By hand: 15 of 30 are found, the first ones, so that precision is 1 up to a recall of a half: 51 of 101.
  expect(mAP50).toBeCloseTo(51 / 101, 9);
  expect(own?.mAP50).toBe(mAP50);
});

test('a test that there is no time for is not scored, which is told', async () => {
  expect(await scored(0)).toEqual({
    own: undefined,
    told: ['warning: the test is not scored: the time was up'],
  });
  const stop = new AbortController();
  stop.abort();
  expect(await scored(undefined, stop.signal)).toEqual({
    own: undefined,
    told: ['warning: the test is not scored: it was stopped'],
  });
});
