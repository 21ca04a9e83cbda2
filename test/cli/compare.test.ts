import { cpSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const [one, copy, other] = [folder.at('x1/run'), folder.at('x2/run'), folder.at('other')];

beforeAll(async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    x: i,
    z: (i * 7) % 11,
    y: ((i * 7) % 11) * 5 + (i % 3),
  }));
  const options = { label: 'y', trials: 1, workers: 1, report: false } as const;
  await fit(rows, { ...options, models: ['linear'], out: one });
  await fit(rows, { ...options, models: ['linear'], ignore: ['z'], out: other });
  cpSync(one, copy, { recursive: true });
});

test('runs stand below each other with their names told apart, and no verdict is cut', async () => {
  const { stdout, code } = await runHere(['compare', one, copy, other]);
  expect(code).toBe(0);
  const [head = '', ...lines] = stdout.split('\n\n')[0]?.split('\n') ?? [];
  const [first = '', second = '', third = ''] = lines;
  expect(head).toMatch(/^run +predictor +rows +.* took +against the first \(95 %\)$/);
  expect(first).toMatch(/^x1\/run +linear\S* +60 /);
  expect(second).toMatch(/^x2\/run .* no sure difference: 0 \(0 to 0\)$/);
  expect(third).toMatch(/^other .* worse by \d[\d.]* \(\d[\d.]* to \d[\d.]*\)$/);
});

test('an option that a run was not given is a dash', async () => {
  const { stdout } = await runHere(['compare', one, other]);
  const lines = stdout.split('\n\n')[1]?.split('\n') ?? [];
  expect(lines.find((line) => line.startsWith('ignore'))).toMatch(/^ignore +– +\["z"\]$/);
  expect(stdout).not.toContain('null');
});

test('what stands for a metric of the user is said', async () => {
  const own = folder.at('own');
  const within = {
    name: 'within',
    direction: 'maximize' as const,
    score: (truth: ArrayLike<number>, predicted: ArrayLike<number>) =>
      Array.from(truth).filter((value, i) => Math.abs(value - (predicted[i] ?? 0)) < 5).length,
  };
  const rows = Array.from({ length: 60 }, (_, i) => ({
    z: (i * 7) % 11,
    y: ((i * 7) % 11) * 5 + (i % 3),
  }));
  const options = { label: 'y', trials: 1, workers: 1, report: false, models: ['linear'] } as const;
  await fit(rows, { ...options, metric: within, out: own });
  const { stdout } = await runHere(['compare', own, one]);
  expect(stdout).toContain('rmse stands for within, a metric of your own, which decided.');
  expect((await runHere(['compare', one, own])).stdout).not.toContain('stands for');
});

test('a mistake of a command is told in its own flags, where others have the same word', async () => {
  const { stderr, code } = await runHere(['explain', one, '--row', '0']);
  expect(stderr).toBe('error: --row cannot be [0].\nIt takes a list of places of rows, from 1.\n');
  expect(code).toBe(2);
});
