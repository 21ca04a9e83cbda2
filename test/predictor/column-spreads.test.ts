import { expect, test } from 'vitest';
import { columnSpreads } from '../../src/predictor/column-spreads.js';
import { loadState } from '../../src/predictor/load-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import { createListColumn } from '../../src/table/list-column.js';
import type { Column, Labels, Table } from '../../src/table/table.js';
import { createTextColumn } from '../../src/table/text-column.js';
import { constantMember, noYes, numbers, predictorState } from '../fixtures/constant-predictor.js';

const own = (bytes: number) => new ArrayBuffer(bytes);

function spreadsOf(columns: readonly Column[], target: Labels, task = numbers) {
  const table: Table = { kind: 'table', rows: target.length, columns, target };
  const { schema } = predictorState(task, [constantMember(1, 1, [[0]])]);
  return columnSpreads(table, schema);
}

test('numbers have 101 quantiles, linear between neighbours, and their missing cells are counted', () => {
  const values = Float64Array.from([...Array(201).keys()].reverse(), (i) => i * 2);
  const gap = Float64Array.of(...values, Number.NaN);
  const [x, y] = spreadsOf([{ kind: 'numeric', name: 'x', values: gap }], gap);
  for (const spread of [x, y]) {
    if (spread?.kind !== 'numbers') throw new Error('no numbers');
    expect(spread.missing).toBe(1);
    const steps = Array.from({ length: 101 }, (_, step) => expect.closeTo(step * 4, 9));
    expect([...spread.quantiles]).toEqual(steps);
  }
});

test('of more rows than are sorted the ends are still exact', () => {
  const values = Float64Array.from({ length: 200_001 }, (_, i) => (i * 7919) % 200_001);
  values[77] = -1e9;
  const [x] = spreadsOf([{ kind: 'numeric', name: 'x', values }], values);
  if (x?.kind !== 'numbers') throw new Error('no numbers');
  expect([x.quantiles[0], x.quantiles[100]]).toEqual([-1e9, 200_000]);
  for (let step = 1; step < 100; step++) {
    const quantile = x.quantiles[step] ?? 0;
    expect(Math.abs(quantile - step * 2000)).toBeLessThan(800);
  }
});

test('levels, items and classes are counted by their codes, of which −2 is no gap; texts are not kept', () => {
  const codes = Int32Array.of(2, 0, -1, 2, -2);
  const columns: Column[] = [
    { kind: 'coded', name: 'c', codes, levels: 3 },
    createListColumn('l', Int32Array.of(0, 1, -1, 0, 1), [[0, 1], [1]], 3, own),
    createTextColumn('t', Int32Array.of(0, 0, -1, 0, 0), ['secret'], own),
  ];
  expect(spreadsOf(columns, Int32Array.of(1, 1, 0, 1, 1), noYes)).toEqual([
    { kind: 'counts', name: 'c', missing: 1, counts: Int32Array.of(1, 0, 2) },
    { kind: 'counts', name: 'l', missing: 1, counts: Int32Array.of(2, 4, 0) },
    { kind: 'texts', name: 't', missing: 1 },
    { kind: 'counts', name: 'y', missing: 0, counts: Int32Array.of(1, 4) },
  ]);
});

test('a model file keeps them, and one without them is read as before', async () => {
  const spreads = spreadsOf(
    [{ kind: 'numeric', name: 'x', values: Float64Array.of(3, 1, Number.NaN) }],
    Int32Array.of(0, 1, 1),
    noYes,
  );
  const state = predictorState(noYes, [constantMember(1, 1, [[0.5, 0.5]])], { spreads });
  expect((await loadState(await saveState(state))).spreads).toEqual(spreads);
  const { spreads: _, ...without } = state;
  expect((await loadState(await saveState(without))).spreads).toBeUndefined();
});

test('damaged ones are refused', async () => {
  const spreads = [{ kind: 'numbers', name: 'x', missing: 0, quantiles: Float64Array.of(1, 2) }];
  const state = predictorState(noYes, [constantMember(1, 1, [[0.5, 0.5]])]);
  const bytes = await saveState({ ...state, spreads } as typeof state);
  await expect(loadState(bytes)).rejects.toThrow('what it holds of its training rows is damaged');
});
