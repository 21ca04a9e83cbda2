import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeCells } from '../../src/schema/merge-cells.js';

describe('merging cells', () => {
  test('many cells are put together as a Map would, in order of first appearance', () => {
    const property = fc.property(fc.array(fc.string({ maxLength: 3 })), fc.nat(9), (some, from) => {
      const many = Array.from({ length: 33_000 }, (_, i) => `text ${i}`);
      const cells = [...many.slice(0, from), ...some, ...many.slice(from), ...some, `text ${from}`];
      const rowsOf = Float64Array.from(cells, (_, i) => (i % 5) + 1);
      const counts = new Map<string, number>();
      for (const [i, cell] of cells.entries()) {
        counts.set(cell, (counts.get(cell) ?? 0) + (rowsOf[i] ?? 0));
      }
      const merged = mergeCells({ cells, rowsOf });
      expect(merged.cells).toEqual([...counts.keys()]);
      expect([...merged.rowsOf]).toEqual([...counts.values()]);
    });
    fc.assert(property, { numRuns: 10 });
  });

  test('cells that are all different stay as they are', () => {
    const cells = Array.from({ length: 33_000 }, (_, i) => `text ${i}`);
    expect(mergeCells({ cells, rowsOf: new Float64Array(33_000).fill(1) }).cells).toBe(cells);
  });
});
