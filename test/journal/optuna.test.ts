import { expect, test } from 'vitest';
import { type RunStudy, runLines } from '../../src/journal/optuna.js';
import type { RunEvent } from '../../src/trial/journal.js';
import type { Trial } from '../../src/trial/trial.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const run = { began: '2026-01-02T03:04:05.000Z' } as RunEvent;
const spaces: RunStudy['spaces'] = {
  mlp: {
    rate: { kind: 'uniform', low: 0.1, high: 1, log: true },
    depth: { kind: 'integer', low: 1, high: 3 },
    gate: { kind: 'choice', options: ['relu', true] },
  },
};

function linesOf(trials: readonly Trial[]): Record<string, unknown>[] {
  const events = trials.map((trial, stretch) => {
    return { kind: 'trial', stretch, trial, seconds: 10 + stretch } as const;
  });
  const study = { name: 'penguins', direction: 'minimize', run, spaces, trials: events } as const;
  return runLines(study).map((line) => JSON.parse(line));
}

const config = { family: 'mlp', params: { rate: 0.5, depth: 2, gate: true, length: 9 } };

test('a trial is created, told its parameters, and ended', () => {
  const lines = linesOf([trialRecord(0, { config, score: 0.25, length: 7, fitSeconds: 4 })]);
  expect(lines.map(({ op_code }) => op_code)).toEqual([0, 4, 5, 8, 5, 5, 5, 8, 7, 6]);
  expect(lines[0]).toMatchObject({ study_name: 'penguins', directions: [1] });
  expect(lines[1]).toMatchObject({ datetime_start: '2026-01-02T03:04:11.000' });
  const params = lines.filter(({ op_code }) => op_code === 5);
  expect(params.map((line) => [line.param_name, line.param_value_internal])).toEqual([
    ['family', 1],
    ['mlp.rate', 0.5],
    ['mlp.depth', 2],
    ['mlp.gate', 1],
  ]);
  expect(JSON.parse(String(params[1]?.distribution))).toEqual({
    name: 'FloatDistribution',
    attributes: { step: null, low: 0.1, high: 1, log: true },
  });
  expect(lines[7]).toMatchObject({ user_attr: { 'mlp.length': 9 } });
  expect(lines[8]).toMatchObject({ step: 0, intermediate_value: 0.25 });
  expect(lines[9]).toMatchObject({
    state: 1,
    values: [0.25],
    datetime_complete: '2026-01-02T03:04:15.000',
  });
});

test('stretches of one trial are one trial; paused ones are pruned, failed ones have no value', () => {
  const lines = linesOf([
    trialRecord(2, { config, score: 0.9, state: 'paused', length: 8 }),
    trialRecord(1, { config, score: null, state: 'failed' }),
    trialRecord(2, { config, score: 0.5, state: 'complete', rung: 1, length: 8 }),
    trialRecord(3, { config, score: 0.7, state: 'paused', length: 1 }),
  ]);
  const ends = lines.filter(({ op_code }) => op_code === 6);
  expect(ends.map(({ trial_id, state, values }) => [trial_id, state, values])).toEqual([
    [0, 3, null],
    [1, 1, [0.5]],
    [2, 2, [0.7]],
  ]);
  const shown = lines.filter(({ op_code }) => op_code === 7);
  expect(
    shown.map(({ trial_id, step, intermediate_value }) => [trial_id, step, intermediate_value]),
  ).toEqual([
    [1, 0, 0.9],
    [1, 1, 0.5],
    [2, 0, 0.7],
  ]);
});

test('a family that was tried though it is not searched is one of the choices', () => {
  const trees = { family: 'boosted-trees', params: { rounds: 3 } };
  const lines = linesOf([trialRecord(1, { config: trees }), trialRecord(2, { config })]);
  const families = lines.filter(({ param_name }) => param_name === 'family');
  expect(families.map(({ param_value_internal }) => param_value_internal)).toEqual([2, 1]);
  for (const { distribution } of families) {
    const { attributes } = JSON.parse(String(distribution));
    expect(attributes.choices).toEqual(['constant', 'mlp', 'boosted-trees']);
  }
  expect(lines).toContainEqual(
    expect.objectContaining({ user_attr: { 'boosted-trees.rounds': 3 } }),
  );
});

test('a value outside of its distribution is an attribute', () => {
  const params = { rate: 2, depth: 9, gate: 'tanh' };
  const lines = linesOf([trialRecord(1, { config: { family: 'mlp', params } })]);
  const told = lines.filter(({ op_code }) => op_code === 5).map(({ param_name }) => param_name);
  expect(told).toEqual(['family']);
  const attributes = lines.filter(({ op_code }) => op_code === 8).slice(1);
  expect(attributes.map(({ user_attr }) => user_attr)).toEqual([
    { 'mlp.rate': 2 },
    { 'mlp.depth': 9 },
    { 'mlp.gate': 'tanh' },
  ]);
});
