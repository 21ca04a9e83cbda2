import { describe, expect, test } from 'vitest';
import { loadState } from '../../src/predictor/load-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import {
  constantMember,
  noYes,
  numbers,
  predictorOf,
  predictorState,
} from '../fixtures/constant-predictor.js';

test('what callers do with what a predictor tells of itself changes neither answers nor what is saved', async () => {
  const predictor = predictorOf(
    predictorState(noYes, [
      constantMember(1, 0.75, [[0.2, 0.8]]),
      constantMember(2, 0.25, [[0.4, 0.6]]),
    ]),
  );
  const before = await predictor.toBytes();
  (predictor.info.classes as string[]).reverse();
  (predictor.leaderboard() as unknown as { name: string }[]).reverse().pop();
  for (const row of predictor.leaderboard() as unknown as { name: string }[]) row.name = 'own';
  expect(await predictor.toBytes()).toEqual(before);
  expect(predictor.leaderboard().map(({ name }) => name)).not.toContain('own');
  expect(await predictor.predict([{ x: 1 }])).toEqual(['yes']);
});

describe('numbers', () => {
  // The first member answers 15, the mean of its folds: 3/4 · 15 + 1/4 · 40 = 21.25.
  const members = [constantMember(1, 0.75, [[10], [20]]), constantMember(2, 0.25, [[40]])];
  const predictor = predictorOf(predictorState(numbers, members));
  const plain = [20, 24, 20, 24].map((y) => ({ x: 1, y }));
  const weighted = plain.map((row) => ({ ...row, w: row.y === 20 ? 1 : 3 }));

  test('are the mean of folds, and of members by their weight', async () => {
    expect(await predictor.predict([{ x: 1 }, { x: 2 }])).toEqual([21.25, 21.25]);
  });

  test('of more than one model, or of one that is not linear, have no coefficients', () => {
    expect(() => predictor.coefficients()).toThrow('it is an ensemble of 2 models');
    const alone = predictorOf(predictorState(numbers, [constantMember(1, 1, [[10]])]));
    expect(() => alone.coefficients()).toThrow('constant-1 is not a linear model');
    expect(alone.info.linear).toBe(false);
  });

  test('are scored by the metrics named, with the weights that the data has', async () => {
    const {
      metrics,
      weighted: isWeighted,
      rows,
      notes,
    } = await predictor.evaluate(plain, ['mae', 'rmse']);
    expect(metrics.mae).toBeCloseTo((1.25 + 2.75) / 2, 10);
    expect(metrics.rmse).toBeCloseTo(Math.sqrt((1.25 ** 2 + 2.75 ** 2) / 2), 10);
    expect([isWeighted, rows]).toEqual([false, 4]);
    expect(notes).toEqual(['not weighted: the data has no column "w"']);
    const own = await predictor.evaluate(weighted, ['mae']);
    expect(own.metrics.mae).toBeCloseTo((1.25 + 3 * 2.75) / 4, 10);
    expect(own.weighted).toBe(true);
    expect(own.notes).toEqual([expect.stringContaining('weighted by column "w"')]);
    expect(Object.keys((await predictor.evaluate(plain)).metrics).sort()).toEqual([
      'mae',
      'r2',
      'rmse',
    ]);
  });

  test('on the leaderboard: the whole and each member on the rows given, with an interval of the whole', async () => {
    const rows = await predictor.leaderboardOn(plain, ['rmse']);
    const scores = rows.map(({ name, scoreTest, otherScores }) => [
      name,
      scoreTest,
      otherScores?.rmse,
    ]);
    expect(scores).toEqual([
      ['ensemble', 2, expect.closeTo(Math.sqrt((1.25 ** 2 + 2.75 ** 2) / 2), 10)],
      ['constant-1', 7, expect.closeTo(Math.sqrt((25 + 81) / 2), 10)],
      ['constant-2', 18, expect.closeTo(Math.sqrt((400 + 256) / 2), 10)],
      ['constant-3', undefined, undefined],
    ]);
    expect(rows[3]).not.toHaveProperty('otherScores');
    expect(rows[3]).not.toHaveProperty('scoreTest');
    const intervals = rows.map(({ intervalTest }) => intervalTest !== undefined);
    expect(intervals).toEqual([true, false, false, false]);
    const few = await predictor.leaderboardOn(plain.slice(0, 3));
    expect(few.every((row) => !('intervalTest' in row) && !('otherScores' in row))).toBe(true);
  });

  test('that are none are told of, by how many rows', async () => {
    const state = predictorState(numbers, [constantMember(1, 1, [[Number.NaN]])]);
    const { values, notes } = await predictorOf(state).predictions([{ x: 1 }, { x: 2 }]);
    expect(values).toEqual([Number.NaN, Number.NaN]);
    expect(notes).toEqual(['no prediction for 2 rows: the answer is not a number']);
    await expect(saveState(state)).resolves.toBeDefined();
  });
});

describe('classes', () => {
  const member = constantMember(1, 1, [[0.7, 0.3]], 0.2);

  test('are those from the threshold on, each with its own probability', async () => {
    const at = (threshold: number) => predictorOf(predictorState(noYes, [member], { threshold }));
    expect(await at(0.25).predict([{ x: 1 }])).toEqual(['yes']);
    expect(await at(0.35).predict([{ x: 1 }])).toEqual(['no']);
    const [row] = await at(0.25).predictProba([{ x: 1 }]);
    expect(row).toEqual({ no: expect.closeTo(0.7, 6), yes: expect.closeTo(0.3, 6) });
  });

  test('of many rows are answered one by one', async () => {
    const rows = Array.from({ length: 5000 }, (_, x) => ({ x }));
    const chances = await predictorOf(predictorState(noYes, [member])).predictProba(rows);
    expect(chances).toHaveLength(5000);
    expect(
      chances.every(({ no = 0, yes = 0 }) => Math.abs(no - 0.7) + Math.abs(yes - 0.3) < 1e-6),
    ).toBe(true);
  });

  test('are tempered: odds of 7 : 3 become √7 : √3', async () => {
    const predictor = predictorOf(predictorState(noYes, [member], { temperature: 2 }));
    const [row] = await predictor.predictProba([{ x: 1 }]);
    expect(row?.yes).toBeCloseTo(Math.sqrt(3) / (Math.sqrt(3) + Math.sqrt(7)), 6);
  });

  test('are scored at the threshold of the whole, and a member at its own', async () => {
    const members = [member, constantMember(2, 0, [[0.7, 0.3]], 0.5)];
    const predictor = predictorOf(predictorState(noYes, members, { threshold: 0.2 }));
    const data = ['yes', 'yes', 'yes', 'no'].map((y) => ({ x: 1, y }));
    expect((await predictor.evaluate(data, ['accuracy'])).metrics).toEqual({ accuracy: 0.75 });
    const rows = await predictor.leaderboardOn(data);
    expect(Object.fromEntries(rows.map(({ name, scoreTest }) => [name, scoreTest]))).toEqual({
      ensemble: 0.75,
      'constant-1': 0.75,
      'constant-2': 0.25,
    });
  });

  test('metrics that have no score of the rows are told of', async () => {
    const predictor = predictorOf(predictorState(noYes, [member]));
    const data = [1, 2].map((x) => ({ x, y: 'yes' }));
    const { metrics, notes } = await predictor.evaluate(data, ['roc_auc', 'kappa', 'log_loss']);
    expect(metrics.roc_auc).toBeNaN();
    expect(notes).toContain('roc_auc has no score of these rows, as where all labels are alike');
  });

  test('that no probability decides are told of', async () => {
    const nan = constantMember(1, 1, [[Number.NaN, Number.NaN]]);
    const { values, notes } = await predictorOf(predictorState(noYes, [nan])).predictions([
      { x: 1 },
    ]);
    expect(values).toEqual(['']);
    expect(notes).toEqual(['no prediction for 1 row: the answer is not a number']);
  });
});

describe('a model file', () => {
  const state = predictorState(noYes, [constantMember(1, 1, [[0.7, 0.3]])]);

  test('holds each model under its member and fold', async () => {
    const loaded = await loadState(await saveState(state));
    expect(loaded.members).toEqual(state.members);
    expect(loaded.leaderboard.every(({ fitSeconds }) => fitSeconds === null)).toBe(true);
  });

  const stack = { kind: 'stack', mean: 0, deviation: 1, pools: [[1, 0, 0]] } as const;
  const [member] = state.members;
  if (!member) throw new Error('no member');
  const { schema } = state;
  test.each<readonly [string, object]>([
    ['it names no metric', { metric: 3 }],
    ['its schema names no label', { schema: { ...schema, label: null } }],
    ['unknown task', { schema: { ...schema, task: { ...schema.task, kind: 'ranking' } } }],
    [
      'classes are not names',
      { schema: { ...schema, task: { ...schema.task, classes: ['a', 3] } } },
    ],
    [
      'name of an entry of columns of the schema is not a text',
      { schema: { ...schema, columns: [{ name: 3, parser: null }] } },
    ],
    [
      'kind of an entry of columns of the schema is not one of',
      { schema: { ...schema, columns: [{ name: 'x', parser: { kind: 'song' } }] } },
    ],
    ['inputs of a preprocessor is missing', { preprocessors: [{}] }],
    ['it has no models', { members: [] }],
    ['second layer has no weights', { stack: { ...stack, pools: [[1, '0', 0]] } }],
    ['second layer has no scale', { stack: { ...stack, deviation: null } }],
    ['it has no temperature', { temperature: null }],
    ['it has no threshold', { threshold: null }],
    ['a model has no family or weight', { members: [{ ...member, weight: null }] }],
    ['a model has no threshold', { members: [{ ...member, threshold: null }] }],
  ])('of another shape is refused: %s', async (message, changes) => {
    const forged = await saveState({ ...state, ...changes });
    await expect(loadState(forged)).rejects.toThrow(message);
  });

  test('that would hold a number that JSON cannot is not written', async () => {
    const folds = member.folds.map((fold) => ({
      ...fold,
      target: { ...fold.target, mean: Number.NaN },
    }));
    const odd = { ...state, members: [{ ...member, folds }] };
    await expect(saveState(odd)).rejects.toThrow('which cannot be saved');
  });
});
