import { cpSync, rmSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit, loadPredictor } from '../../src/index.js';
import { changeRecords } from '../fixtures/changed-records.js';
import { csvOf } from '../fixtures/rows.js';
import { runHere } from '../fixtures/run-here.js';
import { steppedFit, steppedRows } from '../fixtures/stepped-rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const data = folder.write('data.csv', csvOf(steppedRows(120), ['x', 'z', 'group', 'y']));
const run = folder.at('run');

beforeAll(async () => {
  await fit(data, { label: 'y', ...steppedFit, out: run, report: false });
});

test('a run folder tells the hyper-parameters of all trials, and how training went', async () => {
  const predictor = await loadPredictor(run);
  const details = await predictor.leaderboardDetails();
  expect(details).toMatchObject(predictor.leaderboard());
  const named = (name: string) => details.find((row) => row.name.startsWith(name));
  expect(named('boosted-trees')?.params).toMatchObject({ rounds: 12 });
  const { lengths = [], scores = [] } = named('boosted-trees')?.curve ?? {};
  expect(lengths.at(-1)).toBe(12);
  expect(scores.at(-1)).toBeLessThan(scores[0] ?? 0);
  expect(named('neighbours')?.params).toMatchObject({ scaling: 'robust' });
  expect(named('ensemble')).not.toHaveProperty('params');
});

test('a model file alone tells those of its members', async () => {
  const predictor = await loadPredictor(`${run}/model.safetensors`);
  const ofRun = await (await loadPredictor(run)).leaderboardDetails();
  for (const row of await predictor.leaderboardDetails()) {
    const isMember = row.family !== 'ensemble' && row.weight > 0;
    const known = ofRun.find(({ name }) => name === row.name);
    expect(row.params).toEqual(isMember ? known?.params : undefined);
    expect(row).not.toHaveProperty('curve');
  }
});

/** The details of the trees where the journal tells of them as it is changed. */
async function ofTreesWith(name: string, change: Parameters<typeof changeRecords>[2]) {
  cpSync(run, folder.at(name), { recursive: true });
  changeRecords(folder.at(name), 'boosted-trees-2', change);
  const details = await (await loadPredictor(folder.at(name))).leaderboardDetails();
  return details.find((row) => row.name === 'boosted-trees-2');
}

test('a line whose stretch is not on record has no curve of a shorter one', async () => {
  const trees = await ofTreesWith('cut', ({ trial, ...event }) => [
    { ...event, trial: { ...trial, state: 'paused', length: 4 } },
  ]);
  expect(trees).toMatchObject({ length: 12, params: { rounds: 12 } });
  expect(trees).not.toHaveProperty('curve');
});

test.each([0, 2])('a line keeps its curve where going on failed after %i folds', async (folds) => {
  const trees = await ofTreesWith(`failed-${folds}`, (event) => {
    const { curve: _none, ...trial } = event.trial;
    const failed = { ...trial, rung: 1, state: 'failed', score: null, folds } as const;
    return [event, { ...event, stretch: 9, trial: failed }];
  });
  expect(trees?.curve?.lengths.at(-1)).toBe(12);
});

test('the command line shows them below the table, and in JSON', async () => {
  const { stdout } = await runHere(['leaderboard', run, '--details']);
  expect(stdout).toMatch(/\nboosted-trees-\d: .*rounds 12/);
  expect(stdout).toMatch(/\n {2}rmse [▁▂▃▄▅▆▇█]{24} [\d.]+ to [\d.]+ after 12/);
  const json = await runHere(['leaderboard', run, data, '--details', '--json']);
  const rows = JSON.parse(json.stdout) as { family: string; params?: object; scoreTest?: number }[];
  expect(rows.find(({ family }) => family === 'boosted-trees')?.params).toMatchObject({
    rounds: 12,
  });
  expect(rows.find(({ family }) => family === 'ensemble')?.scoreTest).toBeGreaterThan(0);
  rmSync(`${run}/journal.jsonl`);
  const without = await runHere(['leaderboard', run, '--details']);
  expect(without.stdout).toContain('neighbours-3: ');
});
