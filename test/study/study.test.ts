import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportStudy } from '../../src/study/export-study.js';
import { minimize } from '../../src/study/minimize.js';
import { createStudy } from '../../src/study/study.js';
import { choice, float } from '../../src/study/study-space.js';

const folder = mkdtempSync(join(tmpdir(), 'autofit-study-'));
afterAll(() => rmSync(folder, { recursive: true }));
const space = { x: float(-5, 10), y: float(-5, 5) };
const bowl = ({ x, y }: { x: number; y: number }) => (x - 3) ** 2 + (y + 1) ** 2;

test('what is asked and told in turn is what a search without a lag tries', async () => {
  const study = createStudy(space, { seed: 3 });
  for (let i = 0; i < 20; i++) {
    const trial = study.ask();
    await study.tell(trial, bowl(trial.params));
  }
  const { trials, ...best } = await minimize(space, bowl, { trials: 20, seed: 3, lag: 1 });
  expect(study.trials).toEqual(trials);
  expect(study.best).toEqual(best);
});

test('several can be asked before one is told; failures are told as errors', async () => {
  const study = createStudy(space);
  const [one, two] = [study.ask(), study.ask()];
  expect([one.number, two.number]).toEqual([0, 1]);
  expect(one.params).not.toEqual(two.params);
  await study.tell(two, 4);
  await study.tell(one, new Error('no luck'));
  expect(study.trials.map(({ state, reason }) => [state, reason])).toEqual([
    ['failed', 'no luck'],
    ['complete', null],
  ]);
  await expect(study.tell(one, 3)).rejects.toThrow('Trial 0 is not one that waits');
});

test('what was asked and never told is asked again by the next process', async () => {
  const journal = join(folder, 'asked.jsonl');
  const first = createStudy(space, { journal });
  const asked = [first.ask(), first.ask(), first.ask()] as const;
  await first.tell(asked[1], 7);
  await first.close();
  const second = createStudy(space, { journal });
  expect(second.best).toEqual({ params: asked[1].params, value: 7, number: 1 });
  expect([second.ask().number, second.ask().number, second.ask().number]).toEqual([0, 2, 3]);
  await second.close();
  expect(() => createStudy({ x: space.x }, { journal })).toThrow('`space`');
});

test('a journal is of one study at a time, until that is closed', async () => {
  const journal = join(folder, 'one-at-a-time.jsonl');
  const space = { x: float(-1, 1) };
  const first = createStudy(space, { journal });
  await first.tell(first.ask(), 1);
  const second = createStudy(space, { journal });
  await expect(second.tell(second.ask(), 2)).rejects.toMatchObject({ code: 'JOURNAL_USED' });
  await first.tell(first.ask(), 3);
  await first.close();
  const third = createStudy(space, { journal });
  // Closed twice, the first gives nothing back that the third has taken.
  await first.close();
  await expect(createStudy(space, { journal }).close()).rejects.toThrow('Another search');
  expect(third.trials.map(({ value }) => value)).toEqual([1, 3]);
  await third.close();
});

test('a journal that cannot be read is told with its path, and another place is the way out', () => {
  expect(() => createStudy(space, { journal: folder })).toThrow(
    expect.objectContaining({
      code: 'CANNOT_READ',
      place: { file: folder },
      hint: expect.stringContaining('`journal`'),
    }),
  );
});

test('a trial that heard that it should stop is pruned', async () => {
  const study = createStudy(space, { scheduler: 'median' });
  for (let value = 0; value < 4; value++) {
    const trial = study.ask();
    trial.report(1, value);
    expect(trial.shouldStop()).toBe(value === 3);
    await study.tell(trial, value);
  }
  expect(study.trials.map(({ state, value }) => [state, value])).toEqual([
    ['complete', 0],
    ['complete', 1],
    ['complete', 2],
    ['pruned', null],
  ]);
});

test('a trial that stops by throwing once it heard that it should is pruned, and what it reported counts', async () => {
  const found = await minimize(
    space,
    (_, trial) => {
      trial.report(1, trial.number);
      if (trial.shouldStop()) throw new Error('pruned');
      return trial.number;
    },
    { trials: 6, lag: 1, scheduler: 'median' },
  );
  expect(found.trials.map(({ state }) => state)).toEqual([
    ...['complete', 'complete', 'complete'],
    ...['pruned', 'pruned', 'pruned'],
  ]);
  const study = createStudy(space, { scheduler: 'median' });
  for (let value = 0; value < 4; value++) {
    const trial = study.ask();
    trial.report(1, value);
    await study.tell(trial, trial.shouldStop() ? new Error('pruned') : value);
  }
  expect(study.trials.at(-1)).toMatchObject({ state: 'pruned', reason: 'pruned' });
  expect(study.trials.at(-1)?.reports).toHaveLength(1);
});

test('there is an end to a small space', async () => {
  const study = createStudy({ a: choice([1, 2]) }, { direction: 'maximize' });
  for (const trial of [study.ask(), study.ask()]) await study.tell(trial, trial.params.a);
  expect(study.best?.params).toEqual({ a: 2 });
  expect(() => study.ask()).toThrow('all of the space was tried, or nearly so');
});

test('the export of a journal has the lines of Optuna, what a word opens by the way to it', async () => {
  const journal = join(folder, 'export.jsonl');
  const model = choice({ tree: { depth: float(1, 9, { log: true }) } });
  const study = createStudy({ model }, { journal, scheduler: 'median' });
  const trial = study.ask();
  trial.report(2, 0.5);
  await study.tell(trial, 0.25);
  await study.close();
  const lines = exportStudy(journal).trim().split('\n');
  const told = lines.map((line) => JSON.parse(line));
  expect(told.map((line) => line.op_code)).toEqual([0, 4, 5, 5, 7, 6]);
  expect(told[0]).toEqual({
    worker_id: 'autofit',
    op_code: 0,
    study_name: 'export.jsonl',
    directions: [1],
  });
  expect(told[3]).toMatchObject({
    param_name: 'model.tree.depth',
    param_value_internal: trial.params.depth,
    distribution:
      '{"name":"FloatDistribution","attributes":{"step":null,"low":1,"high":9,"log":true}}',
  });
  expect(told[4]).toMatchObject({ step: 2, intermediate_value: 0.5 });
  expect(told[5]).toMatchObject({ state: 1, values: [0.25] });
  expect(() => exportStudy(join(folder, 'none'))).toThrow('There is no journal');
});
