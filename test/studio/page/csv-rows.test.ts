import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../../../src/studio/page/csv-rows.js';
import { csvLine } from '../../../src/util/csv-line.js';

describe('the first records of a CSV', () => {
  test.each([
    ['a,b\n1,2\n', ['a|b', '1|2']],
    ['a,b\r\n1,2\r\n', ['a|b', '1|2']],
    ['a,b\n1,2', ['a|b', '1|2']],
    ['a,b\n,\n', ['a|b', '|']],
    ['"a, b","say ""no"""\n', ['a, b|say "no"']],
    ['"two\nlines",x\n', ['two\nlines|x']],
    ['a\n\nb\n', ['a', 'b']],
    ['a\n""\nb\n', ['a', '', 'b']],
    ['', []],
  ])('of %j', (text, rows) => {
    expect(csvRows(text, 10).map((cells) => cells.join('|'))).toEqual(rows);
  });

  test('are no more than were asked for', () => {
    expect(csvRows('a\n1\n2\n3\n', 2)).toEqual([['a'], ['1']]);
  });

  test('are those that were written, whatever is in them', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '"', ',', '\n', '\r\n', '",\n"'));
    const records = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const record = fc.array(cell, { minLength: width, maxLength: width });
      return fc.array(record, { minLength: 1, maxLength: 6 });
    });
    fc.assert(
      fc.property(records, (rows) => {
        expect(csvRows(rows.map(csvLine).join(''), rows.length)).toEqual(rows);
      }),
    );
  });
});
