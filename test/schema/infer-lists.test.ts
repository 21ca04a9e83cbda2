import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { LIST_SEPARATORS, listItems } from '../../src/schema/list-items.js';
import { readColumns } from '../../src/table/read-rows.js';
import { randomStream } from '../../src/util/random.js';

const GENRES = ['Drama', 'Crime', 'Comedy', 'Film noir', 'War', 'Western'];

/** Between none and four genres. */
function genresAt(i: number): readonly string[] {
  const random = randomStream(i);
  return GENRES.filter(() => random.next() < 0.35);
}

function judge(cell: (i: number) => string, told?: 'list') {
  const cells = Array.from({ length: 150 }, (_, i) => cell(i));
  const types: Record<string, 'list'> = told ? { x: told } : {};
  return inferColumns(readColumns({ x: cells }), { types, ignore: [] })[0];
}

describe('lists of items that come again', () => {
  test.each<[string, (i: number) => string]>([
    ['|', (i) => genresAt(i).join('|')],
    ['; with a blank', (i) => genresAt(i).join('; ')],
    [', of several lengths', (i) => genresAt(i).join(', ')],
    ['JSON', (i) => JSON.stringify(genresAt(i))],
    [
      'as Python writes them',
      (i) =>
        `[${genresAt(i)
          .map((genre) => `'${genre}'`)
          .join(', ')}]`,
    ],
  ])('%s', (_, cell) => {
    const column = judge(cell);
    expect(column).toMatchObject({ kind: 'list', parser: { items: [...GENRES].sort() } });
    expect(column?.evidence.reason).toMatch(/^lists .*, of 6 different items$/);
  });

  test.each<[string, (i: number) => string]>([
    ['names with a comma', (i) => `Doe${i}, John${i % 40}`],
    ['places and countries', (i) => `${['Berlin', 'Oslo', 'Rom'][i % 3]}, ${['DE', 'NO'][i % 2]}`],
    ['sentences', (i) => `the word ${i}, and then ${i * 7}, that is ${i % 13} things; so`],
    ['levels with a sign', (i) => ['a|b', 'c', 'd'][i % 3] ?? ''],
    ['intervals', (i) => `[${10 * (i % 9)}-${10 * (i % 9) + 10})`],
    ['pairs of numbers', (i) => `${i % 90},${i % 80}`],
  ])('other columns are none: %s', (_, cell) => {
    expect(judge(cell)?.kind).not.toBe('list');
  });

  test('what is told is one, whatever it holds', () => {
    const column = judge((i) => ['a|b', 'c', 'd'][i % 3] ?? '', 'list');
    expect(column?.parser).toEqual({ kind: 'list', separator: '|', items: ['a', 'b', 'c', 'd'] });
  });
});

test('items read back from a cell that holds them', () => {
  const item = fc.stringMatching(/^[a-zé][a-z é-]{0,8}[a-z]$/);
  fc.assert(
    fc.property(fc.uniqueArray(item), fc.constantFrom(...LIST_SEPARATORS), (items, separator) => {
      const cell = separator === '[]' ? JSON.stringify(items) : items.join(separator);
      const clean = items.map((own) => own.normalize('NFC'));
      expect(listItems(separator, cell)).toEqual([...new Set(clean)]);
    }),
  );
});

test('a cell without brackets is no list in brackets', () => {
  expect(listItems('[]', 'a, b')).toBeUndefined();
  expect(listItems('[]', '[]')).toEqual([]);
  expect(listItems('[]', `["it's", 'a "b"', c d]`)).toEqual(["it's", 'a "b"', 'c d']);
});
