import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { type FilePredictor, loadPredictor } from '../../src/run/predictor-file.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { tableExplainer } from '../../src/serve/explain-table.js';
import { readColumns } from '../../src/table/read-rows.js';
import { randomStream } from '../../src/util/random.js';
import { csvOf } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const random = randomStream(4, 'copies');
const columns = ['x', 'z', 'y'];
/** Three classes that no model can find: rows that are copies are answered by their labels. */
const rows = Array.from({ length: 160 }, () => ({
  x: random.next(),
  z: random.next(),
  y: ['low', 'mid', 'high'][random.integer(3)] ?? '',
}));
const scored = folder.write('test.csv', csvOf(rows.slice(0, 120), columns));
const run = folder.at('run');
let predictor: FilePredictor;

beforeAll(async () => {
  await fit(folder.write('train.csv', csvOf([...rows, ...rows], columns)), {
    label: 'y',
    trials: 1,
    workers: 1,
    models: ['linear'],
    metric: 'log_loss',
    test: scored,
    out: run,
    report: false,
  });
  predictor = await loadPredictor(run, { workers: 1 });
});

test('what a row is answered is what is told beside its contributions, and that they are of the models', async () => {
  const asked = [1, 2, 3, 4, 5, 6, 7, 8];
  const { rows: explained = [], notes } = await predictor.explain(scored, { rows: asked });
  expect(explained.map(({ prediction }) => prediction)).toEqual(rows.slice(0, 8).map(({ y }) => y));
  expect(explained.every(({ isCopy }) => isCopy)).toBe(true);
  expect(notes.join()).toContain('8 rows are copies of training rows');
  const fresh = await predictor.explain([{ x: 0.123, z: 0.456 }], { rows: [1] });
  expect(fresh.rows?.[0]?.isCopy).toBe(false);
  expect(fresh.notes.join()).not.toContain('copies');
});

test('importance says that its scores are of the models alone', async () => {
  const { notes } = await predictor.explain(scored);
  expect(notes.join()).toContain(
    'rows that are copies of training rows are answered by the models alone here',
  );
});

test('a server tells it of a row', async () => {
  const state = await loadState(readFileSync(`${run}/model.safetensors`));
  const table = (x: number, z: number) => {
    const raw = readColumns({ x: [x], z: [z] });
    const allocate = (bytes: number) => new ArrayBuffer(bytes);
    return parseTable(raw, state.schema, { allocate, label: 'ignored' }).table;
  };
  const explain = tableExplainer(state, undefined);
  const [first] = rows;
  const [copy = ''] = await explain(table(first?.x ?? 0, first?.z ?? 0));
  const [other = ''] = await explain(table(0.123, 0.456));
  expect(JSON.parse(copy)).toMatchObject({ isCopy: true });
  expect(JSON.parse(other)).not.toHaveProperty('isCopy');
});

test('drift on the test rows of the fit finds the score of the fit', async () => {
  const { score } = await predictor.drift(scored);
  expect(score?.before.on).toBe('test');
  expect(score?.score).toBeCloseTo(score?.before.score ?? Number.NaN, 12);
  expect(score?.verdict).not.toBe('worse');
});
