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
