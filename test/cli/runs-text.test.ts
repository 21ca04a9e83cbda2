import { expect, test } from 'vitest';
import { cellWidth } from '../../src/cli/cell-width.js';
import { reasonsText, runsText } from '../../src/cli/runs-text.js';
import type { RunSummary } from '../../src/index.js';

const run: RunSummary = {
  folder: 'autofit-runs/titanic-20261127-072554',
  state: 'finished',
  canResume: false,
  reason: null,
  began: '2026-11-27T07:25:54.000Z',
  seconds: 61,
  data: 'titanic.csv',
  label: 'Survived',
  task: 'binary',
  rows: 1234,
  metric: 'log_loss',
  direction: 'minimize',
  scoreValidation: 0.43211,
  scoreTest: null,
};
const stopped: RunSummary = {
  ...run,
  folder: 'autofit-runs/房价-20261127-080000',
  canResume: true,
};
const broken: RunSummary = {
  ...run,
  folder: 'autofit-runs/odd',
  state: 'broken',
  reason: 'its journal cannot be read: it does not begin a run of this version',
  began: null,
  metric: null,
  scoreValidation: null,
};
const runs = [run, stopped, broken];
const widest = (text: string) => Math.max(...text.split('\n').map(cellWidth));

test('where there is room a run has a line with all that is known', () => {
  const [head, first] = runsText(runs, Number.POSITIVE_INFINITY).split('\n');
  expect(head).toMatch(/^run +began +label +task +score +rows +took +data +state$/);
  expect(first).toMatch(
    /^titanic-20261127-072554 +2026-11-27 \d\d:25 +Survived +binary +log_loss ↓ 0\.4321 +1,234 +1 m 01 s +titanic\.csv +finished$/,
  );
});

test('on 80 columns what matters less is left out, and the columns stand below each other', () => {
  const text = runsText(runs, 80);
  expect(widest(text)).toBeLessThanOrEqual(80);
  const lines = text.split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^run .* score +state$/);
  const places = lines.slice(0, 3).map((line) => {
    const before = line.search(/log_loss|score/);
    return cellWidth(line.slice(0, before));
  });
  expect(new Set(places).size).toBe(1);
  expect(lines[2]).toMatch(/can be resumed$/);
});

test('on 40 columns a run has a few lines', () => {
  const text = runsText(runs, 40);
  expect(widest(text)).toBeLessThanOrEqual(40);
  const [first, , third] = text.split('\n\n');
  expect(first).toMatch(
    /^titanic-20261127-072554\n {2}began 2026-11-27 \d\d:25,\n {2}label Survived, task binary,\n/,
  );
  expect(first?.replace(/\n +/g, ' ')).toContain('log_loss ↓ 0.4321, rows 1,234, took 1 m 01 s');
  expect(third).toMatch(/^odd\n[\s\S]*broken$/);
  expect(widest(reasonsText(runs, 40))).toBeLessThanOrEqual(40);
});

test('a test score has a column where a run has one', () => {
  const text = runsText([{ ...run, scoreTest: 0.5 }, stopped], Number.POSITIVE_INFINITY);
  expect(text.split('\n')[0]).toContain(' test ');
});

test('names with marks that terminals act on are plain', () => {
  const odd = { ...run, folder: 'runs/a\u001b[31mb' };
  expect(runsText([odd], 200)).not.toContain('\u001b');
});
