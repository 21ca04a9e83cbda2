import { expect, test } from 'vitest';
import type { Asked } from '../../../src/explain/contributions.js';
import { createWatch } from '../../../src/explain/watch.js';
import { decodePicture } from '../../../src/image/decode-picture.js';
import type { KeptTable, OutOfFold } from '../../../src/predictor/kept-rows.js';
import { pictureFacts, type ShownPicture } from '../../../src/report/facts/picture-facts.js';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { withoutRows } from '../../../src/report/facts/without-rows.js';
import { pictures } from '../../../src/report/sections/pictures.js';
import { createImageColumn } from '../../../src/table/image-column.js';
import { MISSING } from '../../../src/table/table.js';
import { takeRows } from '../../../src/table/take-rows.js';
import { numbers } from '../../fixtures/constant-predictor.js';
import { pictureState } from '../../fixtures/picture-state.js';

const SIDE = 8;
const plain = (bytes: number) => new ArrayBuffer(bytes);
/** Of six rows; the last one has no picture. Row 2 is wrong, row 1 unsure. */
const YES = [0.9, 0.55, 0.1, 0.2, 0.8, 0.7];
const TRUTH = Int32Array.of(1, 1, 1, 0, 1, 1);
const pixels = new Uint8Array(5 * SIDE * SIDE * 3).map(
  (_, i) => 40 * Math.floor(i / (SIDE * SIDE * 3)),
);
const column = createImageColumn(
  'photo',
  Int32Array.of(0, 1, 2, 3, 4, MISSING),
  [[0], [1], [2], [3], [4]],
  { side: SIDE, pixels, sizes: new Float64Array(15).fill(SIDE) },
  plain,
);
const x = { kind: 'numeric', name: 'x', values: new Float64Array(6) } as const;
const table = { kind: 'table', rows: 6, columns: [column, x], target: undefined } as const;

function kept(rows: readonly number[]): KeptTable {
  const own = Int32Array.from(rows);
  return { rows: own, folds: own.map(() => -1), places: own, table: takeRows(table, own, plain) };
}

const background = { ...kept([0, 1, 2, 3, 4, 5]), worst: kept([2, 5, 1]) };

function outOfFold(values: readonly number[], truth: OutOfFold['truth']): OutOfFold {
  const rows = Int32Array.from(values.keys());
  const predictions = [{ name: 'ensemble', values: Float64Array.from(values) }];
  return { rows, folds: rows, truth, predictions };
}

function askedOf(task?: Parameters<typeof pictureState>[0]): Asked {
  return {
    state: pictureState(task, SIDE),
    open: () => async (own) => [new Float64Array(own.rows * (task ? 1 : 2)).fill(0.5)],
    allocate: plain,
    watch: createWatch(),
  };
}

test('wrong, unsure and right pictures of validation rows are told with what they were taken for', async () => {
  const judged = outOfFold(
    YES.flatMap((yes) => [1 - yes, yes]),
    TRUTH,
  );
  const effort = { pictures: 3, covered: 1 };
  const [facts] = await pictureFacts(askedOf(), judged, background, effort);
  expect(facts).toMatchObject({ column: 'photo', from: 5 });
  const told = (own: readonly ShownPicture[]) =>
    own.map(({ row, truth, predicted }) => `${row} ${truth} ${predicted}`);
  // Row 6 has no picture, and row 2 is right.
  expect(told(facts?.wrong ?? [])).toEqual(['3 yes no (90 %)']);
  expect(told(facts?.unsure ?? [])).toEqual([
    '2 yes yes (55 %)',
    '4 no no (80 %)',
    '5 yes yes (80 %)',
  ]);
  expect(told(facts?.right ?? [])).toHaveLength(3);
  expect(told(facts?.right ?? []).some((own) => own.startsWith('3'))).toBe(false);
  const png = Buffer.from(facts?.wrong[0]?.png ?? '', 'base64');
  expect((await decodePicture(png)).pixels).toEqual(new Uint8Array(SIDE * SIDE * 3).fill(80));
  const [wrong, unsure] = facts?.covered ?? [];
  expect(wrong).toMatchObject({ row: 3, of: 'yes', isChance: true, answer: 0.5 });
  expect(unsure?.row).toBe(2);
});

test('of numbers the nearest and the furthest are told', async () => {
  const judged = outOfFold([1, 2, 9, 4, 5, 6], Float64Array.of(1, 2.5, 3, 4.1, 7, 6));
  const effort = { pictures: 2, covered: 0 };
  const [facts] = await pictureFacts(askedOf(numbers), judged, background, effort);
  expect(facts?.right.map(({ row }) => row)).toEqual([1, 4]);
  expect(facts?.wrong.map(({ row, predicted }) => [row, predicted])).toEqual([
    [3, '9.000'],
    [2, '2.000'],
  ]);
  expect(facts).toMatchObject({ unsure: [], covered: [] });
});

test('pictures are drawn on the page alone, and left out without rows', async () => {
  const judged = outOfFold(
    YES.flatMap((yes) => [1 - yes, yes]),
    TRUTH,
  );
  const own = await pictureFacts(askedOf(), judged, background, { pictures: 2, covered: 1 });
  const facts = {
    asked: { task: 'binary' },
    pictures: own,
    judged: {},
    columns: [],
  } as unknown as ReportFacts;
  const [section] = pictures(facts);
  const kinds = section?.blocks.map(({ kind }) => kind);
  expect(kinds).toEqual([
    'text',
    'page',
    'fold',
    'page',
    'fold',
    'page',
    'fold',
    'page',
    'text',
    'charts',
  ]);
  expect(withoutRows(facts)).not.toHaveProperty('pictures');
  expect(await pictureFacts(askedOf(), judged, background, { pictures: 0, covered: 0 })).toEqual(
    [],
  );
});
