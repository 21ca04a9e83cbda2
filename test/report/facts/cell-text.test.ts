import { expect, test } from 'vitest';
import { shownCell } from '../../../src/report/facts/cell-text.js';
import { MISSING, UNSEEN } from '../../../src/table/table.js';

test('a level that training lacks is no gap', () => {
  const parser = { kind: 'categorical', levels: ['Bergen', 'Oslo'] } as const;
  const codes = Int32Array.of(1, MISSING, UNSEEN);
  const column = { kind: 'coded', name: 'city', codes, levels: 2 } as const;
  const cells = [0, 1, 2].map((row) => shownCell({ parser }, column, row));
  expect(cells).toEqual(['Oslo', '(missing)', '(new level)']);
});

test('of a cell with two numbers both are told, of one with one number that', () => {
  const cellsOf = (...names: readonly [string, string]) => {
    const [first, second] = [
      Float64Array.of(118, 60, Number.NaN, 60),
      Float64Array.of(61, 60, 80, Number.NaN),
    ];
    const column = {
      kind: 'numeric',
      name: 'x',
      values: Float64Array.of(89.5, 60, Number.NaN, 60),
      parts: [
        { name: names[0], values: first },
        { name: names[1], values: second },
        { name: 'bound', values: new Float64Array(4) },
      ],
    } as const;
    return [0, 1, 2, 3].map((row) => shownCell({ parser: null }, column, row));
  };
  expect(cellsOf('first', 'second')).toEqual(['118 and 61', '60 and 60', '(missing)', '60']);
  expect(cellsOf('from', 'to').slice(0, 2)).toEqual(['118 to 61', '60']);
  expect(cellsOf('latitude', 'longitude')[0]).toBe('latitude 118, longitude 61');
});
