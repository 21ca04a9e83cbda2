import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { rankTrials, withoutTimes } from '../../src/leaderboard/leaderboard.js';
import { leaderboardCsv } from '../../src/leaderboard/leaderboard-csv.js';
import { leaderboardTable } from '../../src/leaderboard/leaderboard-table.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const failed = { state: 'failed', score: null, reason: 'a, "b"' } as const;
const trials = [
  trialRecord(0, { name: 'constant', config: { family: 'constant', params: {} }, score: 9 }),
  trialRecord(1, { score: 2 }),
  trialRecord(2, failed),
  trialRecord(3, { score: 1, parameters: 12_345 }),
  trialRecord(4, { score: 2 }),
];
const rows = rankTrials(trials, metricNamed('rmse'));
const escapeCode = String.fromCharCode(27);

test('rows are ranked in the good direction, earlier trials first among equals, failures last', () => {
  const ranks = (metric: string) =>
    rankTrials(trials, metricNamed(metric)).map(({ rank, name }) => [rank, name]);
  expect(ranks('rmse')).toEqual([
    [1, 'mlp-3'],
    [2, 'mlp-1'],
    [3, 'mlp-4'],
    [4, 'constant'],
    [null, 'mlp-2'],
  ]);
  expect(ranks('r2').map(([, name]) => name)).toEqual([
    'constant',
    'mlp-1',
    'mlp-4',
    'mlp-3',
    'mlp-2',
  ]);
});

test('a failed trial keeps its reason', () => {
  expect(rows.at(-1)).toMatchObject({ state: 'failed', scoreValidation: null, reason: 'a, "b"' });
  expect(rows[0]).not.toHaveProperty('reason');
});

test('one that failed after a pause keeps its place by its score, and says why', () => {
  const reason = 'going on after a length of 8: out of memory';
  const late = trialRecord(5, { state: 'failed', score: 0.5, reason });
  const board = rankTrials([...trials, late], metricNamed('rmse'));
  expect(board[0]).toMatchObject({ rank: 1, scoreValidation: 0.5, state: 'failed', reason });
  expect(leaderboardTable(board, { styled: false, all: true })).toContain(reason);
});

test('rows without times differ in nothing else', () => {
  const bare = withoutTimes(rows);
  expect(bare.map(({ fitSeconds, msPer1000Rows }) => fitSeconds ?? msPer1000Rows)).toEqual(
    rows.map(() => null),
  );
  const restored = bare.map((row, i) => ({
    ...row,
    fitSeconds: rows[i]?.fitSeconds,
    msPer1000Rows: rows[i]?.msPer1000Rows,
  }));
  expect(restored).toEqual(rows);
});

test('the CSV holds every row and column, quoted where needed', () => {
  const records = parse(leaderboardCsv(rows), { columns: true }) as Record<string, string>[];
  expect(Object.keys(records[0] ?? {}).join()).toBe(
    'rank,name,family,scoreValidation,scoreTest,metric,fitSeconds,msPer1000Rows,parameters,length,state,weight,reason,scoreCrossFitted',
  );
  expect(records).toHaveLength(5);
  expect(records[0]).toMatchObject({
    rank: '1',
    name: 'mlp-3',
    scoreValidation: '1',
    metric: 'rmse',
  });
  expect(records[4]).toMatchObject({ rank: '', state: 'failed', reason: 'a, "b"' });
});

test('the CSV holds the score by thresholds of other rows where there is one', () => {
  const [best, ...others] = rows;
  if (!best) throw new Error('no rows');
  const written = leaderboardCsv([{ ...best, scoreCrossFitted: 0.75 }, ...others]);
  const records = parse(written, { columns: true }) as Record<string, string>[];
  expect(records.map(({ scoreCrossFitted }) => scoreCrossFitted)).toEqual(['0.75', '', '', '', '']);
});

test('the table for people has the metric with its arrow and formatted numbers', () => {
  const lines = leaderboardTable(rows, { styled: false }).split('\n');
  expect(lines[1]).toContain('rmse ↓');
  expect(lines[3]).toContain('12,345');
  expect(lines.join()).not.toContain('mlp-2');
  expect(lines.join()).not.toContain('test');
});

test('plain text has no colours, styled text has', () => {
  expect(leaderboardTable(rows, { styled: false })).not.toContain(escapeCode);
  expect(leaderboardTable(rows, { styled: true })).toContain(escapeCode);
});

test('failures are listed with their reason when all is asked for', () => {
  const text = leaderboardTable(rows, { styled: false, all: true });
  expect(text).toContain('mlp-2');
  expect(text).toContain('a, "b"');
});

test('a trial that is paused on all folds has its rank, one on the first fold alone has none', () => {
  const folds = 5;
  const board = rankTrials(
    [
      trialRecord(1, { folds }),
      trialRecord(2, { folds, state: 'paused', score: 0.5 }),
      trialRecord(3, { state: 'paused', score: 0.1 }),
      trialRecord(4, { state: 'screened', score: 0.2 }),
    ],
    metricNamed('rmse'),
  );
  const ranks = board.map(({ name, rank }) => [name, rank]);
  expect(ranks).toEqual([
    ['mlp-2', 1],
    ['mlp-1', 2],
    ['mlp-4', null],
    ['mlp-3', null],
  ]);
  expect(board[0]?.reason).toBe('paused at rung 1, did not go on');
  expect(leaderboardTable(board, { styled: false })).toContain('mlp-2');
  expect(leaderboardTable(board, { styled: false })).not.toContain('mlp-4');
});

test('a shortened table keeps the baseline and counts the rest', () => {
  const text = leaderboardTable(rows, { styled: false, most: 1 });
  expect(text).toContain('mlp-3');
  expect(text).toContain('constant');
  expect(text).not.toContain('mlp-1');
  expect(text).toContain('2 more in leaderboard.csv');
});

test('test scores get a column as soon as a row has one', () => {
  const scored = rows.map((row, i) => (i === 0 ? { ...row, scoreTest: 1.25 } : row));
  expect(leaderboardTable(scored, { styled: false })).toContain('1.250');
});

test('metrics beside the one that decided have their arrow, also those of one’s own', () => {
  const told = rows.map((row) => ({
    ...row,
    otherScores: { mae: 1, gain: 2, constructor: 3 },
    otherDirections: { gain: 'maximize' as const },
  }));
  expect(leaderboardTable(told)).toMatch(/mae ↓ .* gain ↑ .* constructor /);
});

test('narrow terminals lose the least important columns, never the model and its score', () => {
  for (const width of [40, 60, 80]) {
    const lines = leaderboardTable(rows, { styled: false, width }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines[1]).toContain('rmse');
    expect(lines[3]).toContain('mlp-3');
  }
  const heads = (width: number) =>
    leaderboardTable(rows, { styled: false, width }).split('\n')[1] ?? '';
  expect(heads(200)).toContain('length');
  expect(heads(70)).not.toContain('length');
  expect(heads(70)).toContain('weight');
  expect(leaderboardTable(rows, { styled: false, width: 5 })).toContain('mlp-3');
});

test('of equal scores the lower log loss comes first, where it is known', () => {
  const accuracy = metricNamed('accuracy');
  const trials = [0.6, 0.4, null].map((tieLoss, number) =>
    trialRecord(number, { score: 0.9, tieLoss }),
  );
  expect(rankTrials(trials, accuracy).map(({ name }) => name)).toEqual(['mlp-1', 'mlp-0', 'mlp-2']);
});
