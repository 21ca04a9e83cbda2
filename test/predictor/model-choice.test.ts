import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import { decidedAt, modelNames, stateOfMember } from '../../src/predictor/model-choice.js';
import { steppedFit, steppedRows } from '../fixtures/stepped-rows.js';

const rows = steppedRows(120);
const yesNo = await fit(rows, { label: 'sold', ignore: ['y'], positive: 'no', ...steppedFit });
const numbers = await fit(rows, { label: 'y', ignore: ['sold'], intervals: 0.9, ...steppedFit });
const one = await fit(rows, { label: 'y', ignore: ['sold'], ...steppedFit, trials: 1 });

test('the models that can be asked are the ensemble and the members on the leaderboard', async () => {
  const weighted = numbers.leaderboard().filter(({ weight }) => weight > 0);
  expect(numbers.modelNames.length).toBeGreaterThan(2);
  expect(numbers.modelNames[0]).toBe('ensemble');
  expect([...numbers.modelNames].sort()).toEqual(weighted.map(({ name }) => name).sort());
  expect(one.modelNames).toEqual([one.leaderboard()[0]?.name]);
});

test('each model is scored as its row of the leaderboard is', async () => {
  for (const predictor of [numbers, yesNo]) {
    const { metric } = predictor.info;
    const scored = await predictor.leaderboardOn(rows);
    for (const model of predictor.modelNames) {
      const { metrics } = await predictor.evaluate(rows, [metric], { model });
      expect(metrics[metric]).toBe(scored.find(({ name }) => name === model)?.scoreTest);
    }
  }
});

test('the weighted mean of the members is what the ensemble says', async () => {
  const [, ...members] = numbers.modelNames;
  const weightOf = (name: string) =>
    numbers.leaderboard().find((row) => row.name === name)?.weight ?? 0;
  const all = await Promise.all(members.map((model) => numbers.predict(rows, { model })));
  const whole = (await numbers.predict(rows, { model: 'ensemble' })) as number[];
  expect(whole).toEqual(await numbers.predict(rows));
  for (const [row, value] of whole.entries()) {
    const mean = members.reduce((sum, name, i) => sum + weightOf(name) * Number(all[i]?.[row]), 0);
    expect(value).toBeCloseTo(mean, 6);
  }
});

test('a predictor of one model is asked by its name, or as the ensemble', async () => {
  const [model = ''] = one.modelNames;
  expect(await one.predict(rows, { model })).toEqual(await one.predict(rows));
  expect(await one.predict(rows, { model: 'ensemble' })).toEqual(await one.predict(rows));
});

test('a threshold decides which rows are positive, and no probability', async () => {
  const chances = await yesNo.predictProba(rows);
  for (const threshold of [0, 0.3, 0.8, 1]) {
    const wanted = chances.map(({ no = 0 }) => (no >= threshold ? 'no' : 'yes'));
    expect(await yesNo.predict(rows, { threshold })).toEqual(wanted);
    const { metrics } = await yesNo.evaluate(rows, ['accuracy', 'log_loss'], { threshold });
    const right = rows.filter(({ sold }, i) => sold === wanted[i]).length;
    expect(metrics.accuracy).toBe(right / rows.length);
    expect(metrics.log_loss).toBe((await yesNo.evaluate(rows, ['log_loss'])).metrics.log_loss);
  }
  const { probabilities } = await yesNo.predictions(rows, { threshold: 0.8 });
  expect(probabilities).toEqual(chances);
});

test('a model that there is not is told with the nearest name', async () => {
  const [, first = ''] = numbers.modelNames;
  await expect(numbers.predict(rows, { model: `${first}x` })).rejects.toMatchObject({
    code: 'NO_MODEL_NAMED',
    message: `The predictor has no model "${first}x".`,
    hint: expect.stringContaining(`Did you mean "${first}"?`),
  });
});

test('what cannot go together is refused', async () => {
  const threshold = 0.4;
  const refused = { code: 'BAD_OPTION' };
  await expect(numbers.predict(rows, { threshold })).rejects.toThrow(
    '`threshold` is for two classes, and this model predicts numbers.',
  );
  const state = await loadState(await numbers.toBytes());
  const task = { ...state.schema.task, kind: 'quantile', quantiles: [0.1, 0.9] } as const;
  expect(() => decidedAt({ ...state, schema: { ...state.schema, task } }, threshold)).toThrow(
    '`threshold` is for two classes, and this model predicts numbers.',
  );
  await expect(yesNo.predict(rows, { threshold: 1.5 })).rejects.toMatchObject(refused);
  await expect(yesNo.predict(rows, { threshold: Number.NaN })).rejects.toMatchObject(refused);
  await expect(yesNo.predictProba(rows, { threshold })).rejects.toThrow(
    'Probabilities do not depend on a `threshold`.',
  );
  await expect(yesNo.predictMatrix(rows, { threshold })).rejects.toMatchObject(refused);
  const asked = { model: 'ensemble' } as object;
  await expect(yesNo.leaderboardOn(rows, [], asked)).rejects.toThrow('no option "model"');
  await expect(yesNo.predict(rows, { model: 3 } as object)).rejects.toMatchObject(refused);
});

test('how sure answers are is known of the whole predictor: no model is chosen for it', async () => {
  for (const asked of [{ model: 'ensemble' }, { threshold: 0.4 }] as object[]) {
    const [name] = Object.keys(asked);
    const refused = {
      message: `There is no option "${name}".`,
      hint: expect.stringContaining('coverage'),
    };
    await expect(numbers.predictInterval(rows, asked)).rejects.toMatchObject(refused);
  }
  await expect(numbers.predictInterval(rows, null as never)).rejects.toThrow('must be an object');
  // As Array.map passes the place of an element.
  expect(await numbers.predictInterval(rows, 0 as never)).toHaveLength(rows.length);
});

test('a member alone needs its own preprocessors, and knows no copies of training rows', async () => {
  const state = await loadState(await numbers.toBytes());
  expect(modelNames(state)).toEqual(numbers.modelNames);
  for (const each of state.members) {
    const member = { ...each, threshold: 0.7 };
    const own = stateOfMember({ ...state, temperature: 2, threshold: 0.2 }, member);
    expect(own).toMatchObject({ stack: null, temperature: 1, copies: undefined, threshold: 0.7 });
    expect(own.members.map(({ weight }) => weight)).toEqual([1]);
    for (const [i, fold] of (own.members[0]?.folds ?? []).entries()) {
      const before = state.preprocessors[member.folds[i]?.preprocessor ?? -1];
      expect(own.preprocessors[fold.preprocessor]).toBe(before);
    }
  }
});
