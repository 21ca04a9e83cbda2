import { expect, test } from 'vitest';
import { cellWidth } from '../../src/cli/cell-width.js';
import { createFitView } from '../../src/cli/fit-view.js';
import type { ProgressEvent, Trial } from '../../src/index.js';
import { firstFitState, nextFitState } from '../../src/options/fit-state.js';
import { trialRecord } from '../fixtures/kept-trial.js';

/** The library, with metrics by these names. */
function drawnBy(describeMetric: (name: string) => string) {
  return { describeMetric, firstFitState, nextFitState };
}

const trialOf = (number: number, score: number | null): Trial =>
  trialRecord(number, {
    name: `linear-${number}`,
    state: score === null ? 'failed' : 'complete',
    score,
    folds: 5,
  });
const job = (worker: number, name: string, fold: number | undefined): ProgressEvent => ({
  kind: 'job',
  worker,
  state: 'begun',
  trial: 3,
  name,
  purpose: fold === undefined ? 'refit' : 'trial',
  fold,
  folds: 5,
});
const finished = (number: number, score: number | null, best: Trial): ProgressEvent => {
  const trial = trialOf(number, score);
  return { kind: 'trial', trial, finished: number, best, trials: undefined, secondsLeft: 50 };
};
const data: ProgressEvent = {
  kind: 'data',
  rows: 40,
  features: 2,
  task: 'regression',
  reason: 'numbers',
  metric: 'rmse',
  direction: 'minimize',
  folds: 5,
};

/** A fit of a minute that has searched for 20 seconds. */
function searching() {
  const view = createFitView(
    0,
    drawnBy((name) => `${name} ↓`),
  );
  const told: readonly (readonly [number, ProgressEvent])[] = [
    [0, { kind: 'begin', timeLimit: 60, secondsSpent: 0, trials: undefined }],
    [1, data],
    [1, { kind: 'phase', phase: 'searching' }],
    [2, finished(1, 8, trialOf(1, 8))],
    [10, finished(2, 4, trialOf(2, 4))],
    [12, { kind: 'ensemble', score: 3.5, members: 2, isFinal: false }],
    [15, finished(3, null, trialOf(2, 4))],
    [18, job(1, 'boosted-trees-3', 1)],
    [19, job(2, '東京-4', 0)],
  ];
  for (const [seconds, event] of told) view.tell(event, seconds);
  return view;
}

test('80 columns show trials, scores over time, the time as a bar, and each worker', () => {
  expect(searching().frame({ width: 80, height: 20 }, 20)).toEqual([
    'searching  3 trials · 2 running · 1 failed',
    'best       4.000 · linear-2 · rmse ↓',
    'ensemble   3.500 · 2 trials · rmse ↓',
    `over time  ${'█'.repeat(17)}${'▂'.repeat(5)}${'▁'.repeat(18)}`,
    `time       ${'█'.repeat(10)}${'░'.repeat(20)}  20 s · 40 s left`,
    'worker 1   boosted-trees-3 · fold 2 of 5 · 2.0 s',
    'worker 2   東京-4 · fold 1 of 5 · 1.0 s',
  ]);
});

test('40 columns leave out what does not fit, the last first', () => {
  const lines = searching().frame({ width: 40, height: 20 }, 20);
  expect(lines[0]).toBe('searching  3 trials · 2 running');
  expect(lines[4]).toBe(`time       ${'█'.repeat(4)}${'░'.repeat(7)}  20 s · 40 s left`);
  expect(lines[5]).toBe('worker 1   boosted-trees-3 · fold 2 of 5');
});

test.each([40, 80, 120])('no line is wider than %i cells, and names do no harm', (width) => {
  const view = searching();
  view.tell(job(3, '\x1b[31m東京東京東京東京東京東京東京東京東京東京\n', undefined), 19);
  view.tell({ kind: 'reading', source: 'a/\x1b]0;x\x07.csv', bytes: 5e6, total: 1e7 }, 19);
  for (const phase of ['searching', 'reading', 'saving'] as const) {
    view.tell({ kind: 'phase', phase }, 19);
    for (const line of view.frame({ width, height: 20 }, 20)) {
      expect(cellWidth(line)).toBeLessThanOrEqual(width);
      expect(line).not.toMatch(/\p{Cc}/u);
    }
  }
});

test('of many workers those that fit are shown, and how many more there are', () => {
  const view = searching();
  for (let worker = 3; worker <= 12; worker++) view.tell(job(worker, `mlp-${worker}`, 0), 19);
  const lines = view.frame({ width: 80, height: 8 }, 20);
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)).toBe('workers    10 more');
});

test('a worker elsewhere is shown with its machine, whatever that is called', () => {
  const view = searching();
  view.tell({ ...job(3, 'mlp-5', 0), machine: 'box\x1b[31m-7' } as ProgressEvent, 19);
  const lines = view.frame({ width: 80, height: 20 }, 20);
  expect(lines.at(-1)).toMatch(/^worker 3 {3}mlp-5 · fold 1 of 5 · 1.0 s · on box.*-7$/);
  expect(lines.at(-1)).not.toContain('\x1b');
});

test('a worker whose job has ended is idle', () => {
  const view = searching();
  view.tell({ ...job(1, 'boosted-trees-3', 1), state: 'ended' } as ProgressEvent, 20);
  expect(view.frame({ width: 80, height: 20 }, 20).join('\n')).not.toContain('worker 1');
});

test('a detector is told of by its candidates, and has no share of the time once the chosen one is trained', () => {
  const view = createFitView(
    0,
    drawnBy((name) => name),
  );
  const candidate = (number: number, mAP50: number | null): ProgressEvent => ({
    kind: 'candidate',
    candidate: {
      name: `detector-${number}`,
      frame: { width: 128, height: 96 },
      channels: 16,
      state: mAP50 === null ? 'failed' : 'complete',
      mAP50,
      epochs: 12,
      fitSeconds: 4,
      reason: mAP50 === null ? 'no memory' : null,
    },
    finished: 1,
    best: { name: 'detector-1', mAP50: 0.5 },
    trials: 4,
    secondsLeft: undefined,
  });
  const boxes = { kind: 'boxes', pictures: 9, boxes: 20, classes: ['x'] } as const;
  view.tell({ kind: 'begin', timeLimit: undefined, secondsSpent: 0, trials: 4 }, 0);
  view.tell({ kind: 'reading-pictures', pictures: 3, total: 9 }, 0);
  expect(view.frame({ width: 80, height: 20 }, 1)[0]).toMatch(/^reading +█+░+ {2}3 of 9 pictures$/);
  view.tell(boxes, 1);
  view.tell({ kind: 'phase', phase: 'searching' }, 1);
  view.tell({ ...(job(1, 'detector-2', 0) as object), folds: 1 } as ProgressEvent, 2);
  expect(view.frame({ width: 80, height: 20 }, 4)[0]).toBe(
    'searching  0 of 4 candidates · 1 running',
  );
  view.tell(candidate(1, 0.5), 5);
  view.tell(candidate(2, null), 6);
  expect(view.frame({ width: 80, height: 20 }, 8)).toEqual([
    'searching  1 of 4 candidates · 1 running · 1 failed',
    'best       0.5000 · detector-1 · mAP50 ↑',
    `time       ${'█'.repeat(8)}${'░'.repeat(22)}  8.0 s`,
    'worker 1   detector-2 · 6.0 s',
  ]);
  expect(view.line(8)).toBe(
    'searching: 1 of 4 candidates, 1 running, 1 failed; best 0.5000 detector-1 mAP50 ↑; 8.0 s',
  );
  view.tell({ kind: 'phase', phase: 'refitting' }, 9);
  expect(view.frame({ width: 80, height: 20 }, 10)).toContain('time       10 s');
});

test('a resumed run goes on with the time that it has spent', () => {
  const view = createFitView(
    100,
    drawnBy((name) => name),
  );
  view.tell({ kind: 'begin', timeLimit: 60, secondsSpent: 30, trials: undefined }, 100);
  expect(view.line(105)).toBe('reading: for 5.0 s; 35 s, 25 s left');
});

test('a plain line says the same', () => {
  expect(searching().line(20)).toBe(
    'searching: 3 trials, 2 running, 1 failed; best 4.000 linear-2 rmse ↓, ensemble 3.500 2 trials rmse ↓; 20 s, 40 s left',
  );
});

test('what is read is told in bytes', () => {
  const view = createFitView(
    0,
    drawnBy((name) => name),
  );
  view.tell({ kind: 'reading', source: '/data/prices.csv', bytes: 2e6, total: 8e6 }, 1);
  expect(view.frame({ width: 60, height: 20 }, 1)).toEqual([
    'reading    █████░░░░░░░░░░░░░░  prices.csv: 2.0 MB of 8.0 MB',
    'time       1.0 s',
  ]);
});
