import { expect, test } from 'vitest';
import { columnDrift } from '../../src/drift/column-drift.js';
import { detectDrift } from '../../src/drift/detect-drift.js';
import { levelBins, levelDrift } from '../../src/drift/level-drift.js';
import { stabilityChance } from '../../src/drift/population-stability.js';
import { gainBetween, scoreDrift } from '../../src/drift/score-drift.js';
import { answerColumns, answerSpreads } from '../../src/predictor/answer-spreads.js';
import { countSpread } from '../../src/predictor/column-spreads.js';
import { loadState } from '../../src/predictor/load-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import { type DataValues, readValues } from '../../src/table/read-values.js';
import { type Column, UNSEEN } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';
import { constantMember, noYes, numbers, predictorState } from '../fixtures/constant-predictor.js';

test('one row of a rare kind among few is chance, four are none', () => {
  const rows = { trained: 600, now: 30 };
  const chanceOf = (count: number) =>
    stabilityChance(
      [
        { name: 'with a value', trained: 1, now: 1 - count / 30 },
        { name: 'missing', trained: 0, now: count / 30 },
      ],
      rows,
      0,
    );
  // By Fisher's exact test: 0.048, 0.0022 and 9.6e-6.
  expect(chanceOf(1)).toBeGreaterThan(0.01);
  expect(chanceOf(2)).toBeGreaterThan(0.001);
  expect(chanceOf(2)).toBeLessThan(0.01);
  expect(chanceOf(4)).toBeLessThan(1e-4);
});

test('as many new levels are expected as there are rows whose level training had once', () => {
  // Two common levels, one of two rows, six of one.
  const trained = Int32Array.of(50, 40, 2, 1, 1, 1, 1, 1, 1);
  const now = Int32Array.of(50, 40, 4, 0, 0, 0, 0, 0, 0);
  const names = [...'abcdefghi'];
  const rows = { trained: 98, now: 100 };
  const open = levelBins({ trained, now, unseen: 6, isOpen: true }, names, rows);
  expect(
    open.map(({ name, trained: share, now: own }) => [
      name,
      Math.round(98 * share),
      Math.round(100 * own),
    ]),
  ).toEqual([
    ['a', 50, 50],
    ['b', 40, 40],
    ['c … i', 2, 4],
    ['new levels', 6, 6],
  ]);
  const closed = levelBins({ trained, now, unseen: 0, isOpen: false }, names, rows);
  expect(closed.map(({ trained: share }) => Math.round(98 * share))).toEqual([50, 40, 8]);
});

/** How 300 rows of names differ from 600 others, of which half came once. */
function nameDrift(change: (trained: readonly number[], draw: () => number) => readonly number[]) {
  const random = randomStream('names');
  const draw = () => Math.floor(3000 * random.next() ** 2);
  const trained = Array.from({ length: 600 }, draw);
  const known = [...new Set(trained)].sort((a, b) => a - b);
  const codeOf = new Map(known.map((name, code) => [name, code]));
  const codesOf = (rows: readonly number[]) =>
    Int32Array.from(rows, (name) => codeOf.get(name) ?? UNSEEN);
  const spread = countSpread('name', codesOf(trained), known.length);
  const codes = codesOf(change(trained, draw));
  const judging = {
    rows: { trained: 600, now: codes.length },
    quantileRows: 600,
    threshold: 0.2,
    tests: 1,
  };
  const column = { codes, names: known.map(String), isOpen: true };
  return levelDrift(spread, column, 'categorical', judging);
}

test.each<[string, Parameters<typeof nameDrift>[0]]>([
  ['the rows of training', (trained) => trained],
  ['some of them', (trained) => trained.slice(100, 400)],
  ['as many of them as others', (trained, draw) => trained.map((own, i) => (i % 2 ? own : draw()))],
  ['others alone', (_, draw) => Array.from({ length: 300 }, draw)],
])('names of %s are no drift, though half of them came once', (_, change) => {
  const { verdict, psi } = nameDrift(change);
  expect(verdict).toBe('steady');
  expect(psi).toBeLessThan(0.1);
});

test('the rows of training have the shares that training has', () => {
  const { bins, psi } = nameDrift((trained) => trained);
  expect(psi).toBeLessThan(1e-12);
  for (const { trained, now } of bins) expect(trained).toBeCloseTo(now, 12);
});

test('training rows alone are no drift where a validation file brought half as many rows of other levels', () => {
  const counts = Int32Array.of(300, 200, 100);
  const codes = Int32Array.from({ length: 600 }, (_, row) => (row < 300 ? 0 : row < 500 ? 1 : 2));
  const judging = {
    rows: { trained: 900, now: 600 },
    quantileRows: 900,
    threshold: 0.2,
    tests: 1,
  };
  const column = { codes, names: ['a', 'b', 'c'], isOpen: true };
  const spread = { ...countSpread('name', codes, 3), counts };
  const { bins, psi, verdict } = levelDrift(spread, column, 'categorical', judging);
  expect(verdict).toBe('steady');
  expect(psi).toBeLessThan(1e-12);
  expect(bins.reduce((sum, { trained }) => sum + trained, 0)).toBeCloseTo(1, 12);
});

test.each<[string, Parameters<typeof nameDrift>[0]]>([
  ['only names that training did not have', (trained) => trained.map((own) => own + 5000)],
  ['one name in half of the rows', (trained) => trained.map((own, i) => (i % 2 ? own : 0))],
])('%s are drift', (_, change) => {
  expect(nameDrift(change)).toMatchObject({ verdict: 'drifted' });
});

test('rare levels stand together with their neighbours, each group of some rows', () => {
  const trained = new Int32Array(100).fill(10);
  const names = Array.from({ length: 100 }, (_, i) => `s${i}`);
  const rows = { trained: 1000, now: 500 };
  const bins = levelBins({ trained, now: trained, unseen: 0, isOpen: false }, names, rows);
  expect(bins).toHaveLength(10);
  expect(bins[0]).toEqual({ name: 's0 … s9', trained: 0.1, now: 0.2 });
});

const WIDER = 2.576 / 1.96;

test('the interval of a difference is that of both sides, of 99 % where theirs are of 95 %', () => {
  const now = { score: 10, interval: [9, 12] as const };
  const before = { score: 6, interval: [5, 6.5] as const };
  // Higher is better: 4 − √(1² + 0.5²), 4 + √(2² + 1²).
  const higher = gainBetween({ direction: 'maximize' }, now, before);
  expect(higher.gain).toBe(4);
  expect(higher.interval?.[0]).toBeCloseTo(4 - WIDER * Math.hypot(1, 0.5), 12);
  expect(higher.interval?.[1]).toBeCloseTo(4 + WIDER * Math.hypot(2, 1), 12);
  // Lower is better: the same the other way round.
  const lower = gainBetween({ direction: 'minimize' }, now, before);
  expect(lower.gain).toBe(-4);
  expect(lower.interval?.[0]).toBeCloseTo(-4 - WIDER * Math.hypot(2, 1), 12);
  expect(lower.interval?.[1]).toBeCloseTo(-4 + WIDER * Math.hypot(1, 0.5), 12);
  expect(gainBetween({ direction: 'minimize' }, now, { score: 6 })).toEqual({ gain: -4 });
});

test('a score whose interval is not known is neither worse nor better', () => {
  const state = predictorState(numbers, [constantMember(1, 1, [[0]])]);
  const verdictOf = (end: number, unit = 1) => {
    const test = {
      scoreTest: unit,
      intervalTest: [(end - 0.1) * unit, (end + 0.1) * unit],
    } as const;
    const leaderboard = state.leaderboard.map((row) => ({ ...row, ...test }));
    const target = Float64Array.from({ length: 50 }, (_, i) => (10 + i) * unit);
    const table = { kind: 'table', rows: 50, columns: [], target } as const;
    const rows = { table, perMember: [new Float64Array(50)] };
    return scoreDrift({ ...state, leaderboard }, rows, undefined)?.verdict;
  };
  expect(verdictOf(1)).toBe('worse');
  expect(verdictOf(1, 1e-155)).toBe('worse');
  expect(verdictOf(Number.NaN)).toBe('unsure');
});

test('predictions are drawn as numbers, as the chance of the positive class, or as classes', () => {
  const three = {
    kind: 'multiclass',
    reason: '',
    classes: ['a', 'b', 'c'],
    positive: null,
  } as const;
  const columns = answerColumns(
    { schema: { label: 'y', task: three }, threshold: 0.5 },
    Float64Array.of(0.2, 0.7, 0.1, Number.NaN, 0.5, 0.5),
  );
  expect(columns).toEqual([
    { kind: 'coded', name: 'predicted y', codes: Int32Array.of(1, -1), levels: 3 },
    {
      kind: 'numeric',
      name: 'chance of the predicted class',
      values: Float64Array.of(0.7, Number.NaN),
    },
  ]);
  const [yes] = answerColumns(
    { schema: { label: 'y', task: noYes }, threshold: 0.5 },
    Float64Array.of(0.25, 0.75, 1, 0),
  );
  expect(yes).toMatchObject({ name: 'chance of yes', values: Float64Array.of(0.75, 0) });
});

test('a model file keeps what was predicted out of fold, and damaged ones are refused', async () => {
  const answering = { schema: { label: 'y', task: noYes }, threshold: 0.5 };
  const answers = answerSpreads(answering, Float64Array.of(0.25, 0.75, 1, 0));
  expect(answers.rows).toBe(2);
  const state = predictorState(noYes, [constantMember(1, 1, [[0.5, 0.5]])], { answers });
  expect((await loadState(await saveState(state))).answers).toEqual(answers);
  const damaged = await saveState({ ...state, answers: { ...answers, rows: 0 } });
  await expect(loadState(damaged)).rejects.toThrow('what it said out of fold is damaged');
  const counts = { kind: 'counts', name: 'predicted y', missing: 0 } as const;
  for (const spread of [
    { ...counts, counts: Int32Array.of(3, -1) },
    { ...counts, missing: -1, counts: Int32Array.of(3, 1) },
    { ...counts, missing: 5, counts: Int32Array.of(3, 1) },
    { ...counts, counts: Int32Array.of(5, 1) },
  ]) {
    const below = await saveState({ ...state, answers: { rows: 4, spreads: [spread] } });
    await expect(loadState(below)).rejects.toThrow('what it holds of its training rows is damaged');
  }
  const rowless = await saveState({ ...state, rows: 0 });
  await expect(loadState(rowless)).rejects.toThrow('it does not tell its rows');
});

const JUDGING = { rows: { trained: 60, now: 4 }, quantileRows: 60, threshold: 0.2, tests: 1 };

test('a class that was predicted once is no place for new ones, as columns of names have it', () => {
  const spread = { kind: 'counts', name: 'p', missing: 0, counts: Int32Array.of(59, 1) } as const;
  const column: Column = {
    kind: 'coded',
    name: 'p',
    levels: 2,
    codes: Int32Array.of(0, 0, 0, UNSEEN),
  };
  const described = { kind: 'categorical', names: ['a', 'b'] } as const;
  const sharesOf = (isOpen: boolean) =>
    columnDrift(spread, column, { ...described, isOpen }, JUDGING)?.bins.map(
      ({ name, trained }) => [name, trained],
    );
  expect(sharesOf(false)).toEqual([
    ['a … b', 1],
    ['new levels', 0],
  ]);
  expect(sharesOf(true)).toEqual([
    ['a … b', 59 / 60],
    ['new levels', 1 / 60],
  ]);
});

test('counts of other levels than those of the column are not judged', () => {
  const spread = { kind: 'counts', name: 'c', missing: 0, counts: Int32Array.of(60) } as const;
  const column: Column = { kind: 'coded', name: 'c', levels: 2, codes: Int32Array.of(0, 1, 1, 0) };
  const described = { kind: 'categorical', names: ['a', 'b'], isOpen: true } as const;
  expect(columnDrift(spread, column, described, JUDGING)).toBeUndefined();
});

test('classes that training did not know are named as new levels of the label', async () => {
  const state = predictorState(noYes, [constantMember(1, 1, [[0.5, 0.5]])], {
    spreads: [{ kind: 'counts', name: 'y', missing: 0, counts: Int32Array.of(6, 4) }],
  });
  const data = [...'nnnnyyy'].map((y) => ({ x: 1, y: y === 'n' ? 'no' : 'yes', w: 1 }));
  const { label } = await detectDrift(
    state,
    {
      read: (rows: DataValues) => readValues(rows),
      membersOf: async ({ rows }) => [new Float64Array(2 * rows).fill(0.5)],
      allocate: (bytes) => new ArrayBuffer(bytes),
      kept: async () => undefined,
    },
    [...data, { x: 1, y: 'perhaps', w: 1 }],
    {},
  );
  const commonest = [{ name: 'perhaps', rows: 1 }];
  expect(label?.newLevels).toEqual({ rows: 1, levels: 1, commonest });
});
