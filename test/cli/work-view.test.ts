import { expect, test } from 'vitest';
import { createWorkView } from '../../src/cli/work-view.js';

const room = { width: 60, height: 20 };

test('reading, judging, predicting and writing are told one after another', () => {
  const view = createWorkView(0);
  const source = '/data/rows.csv';
  expect(view.frame(room, 1)).toEqual(['loading    1.0 s']);
  expect(view.tell({ kind: 'reading', source, bytes: 1e6, total: 4e6 })).toBe(true);
  expect(view.tell({ kind: 'reading', source, bytes: 2e6, total: 4e6 })).toBe(false);
  expect(view.frame(room, 2)).toEqual([
    'reading    ███████░░░░░░  rows.csv: 2.0 MB of 4.0 MB · 2.0 s',
  ]);
  expect(view.tell({ kind: 'reading', source, bytes: 4e6, total: 4e6 })).toBe(true);
  expect(view.line(3)).toBe('judging: the cells of rows.csv, 3.0 s');
  view.tell({ kind: 'predicting', rows: 250_000, total: 1_000_000 });
  expect(view.line(4)).toBe('predicting: 250,000 of 1,000,000 rows, 4.0 s');
  view.begin('writing');
  expect(view.line(5)).toBe('writing: 5.0 s');
});

test('standard input has no end that is known', () => {
  const view = createWorkView(0);
  view.tell({ kind: 'reading', source: 'standard input', bytes: 1234, total: undefined });
  expect(view.line(1)).toBe('reading: standard input: 1.2 kB, 1.0 s');
});

test('explanations tell how far each part is', () => {
  const view = createWorkView(0);
  view.tell({ kind: 'explain', stage: 'importance', done: 3, total: 6 });
  expect(view.line(1)).toBe('explaining: importance: 3 of 6, 1.0 s');
});
