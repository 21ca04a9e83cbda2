import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CsvKernels, Split, SplitOptions } from '../../src/table/csv-kernels.js';
import { FORM } from '../../src/table/plain-number.js';
import { fieldTexts, withoutFirst } from '../../src/table/record-block.js';
import { createReferenceCsv } from '../../src/table/reference-csv.js';
import { createSimdCsv } from '../../src/table/simd-csv.js';

const COMMA: SplitOptions = { delimiter: 44, quote: 34, trims: true, keepsBlank: false };
/** Of one column. */
const NONE: SplitOptions = { delimiter: 0, quote: 34, trims: true, keepsBlank: true };
const TAB: SplitOptions = { delimiter: 9, quote: 39, trims: false, keepsBlank: false };

function simd(options: SplitOptions): CsvKernels {
  const kernels = createSimdCsv(options);
  if (!kernels) throw new Error('no WebAssembly with vectors here');
  return kernels;
}

interface Found extends Split {
  readonly records: readonly string[][];
  readonly lines: readonly number[];
}

function splitAll(kernels: CsvKernels, bytes: Buffer, isLast = true): Found {
  const records: string[][] = [];
  const lines: number[] = [];
  // The bytes of quotes are changed in place.
  const split = kernels.split(Buffer.from(bytes), isLast, (block) => {
    for (let i = 0; i < block.records; i++) {
      records.push(fieldTexts(block, i));
      lines.push(block.lines[i] ?? 0);
    }
  });
  return { ...split, records, lines };
}

describe.each([
  ['reference', createReferenceCsv],
  ['simd', simd],
])('%s', (_, create) => {
  test.each<[string, string, readonly (readonly string[])[], Split['state']]>([
    [
      'fields and line ends',
      'a,b\r\n1,\r,2\n\n3,4',
      [
        ['a', 'b'],
        ['1', ''],
        ['', '2'],
        ['3', '4'],
      ],
      'done',
    ],
    [
      'quotes',
      '"a,""b""",c\n"x\ny",""\n',
      [
        ['a,"b"', 'c'],
        ['x\ny', ''],
      ],
      'done',
    ],
    ['quotes inside are text', 'a"b,6"\n', [['a"b', '6"']], 'done'],
    ['blanks before a field do not count', ' a,  "b",\tc \n', [['a', 'b', 'c ']], 'done'],
    ['another width', 'a,b\n1\n2,3\n', [['a', 'b'], ['1'], ['2', '3']], 'done'],
    ['text behind a quote is for csv-parse', '1,2\n"a"b,c\n', [['1', '2']], 'unusual'],
    ['a line of blanks is for csv-parse', '1,2\n  \n3,4', [['1', '2']], 'unusual'],
    ['a quote stays open', '1,2\n3,"4\n5,6\n', [['1', '2']], 'open'],
    ['nothing', '', [], 'done'],
  ])('%s', (_name, text, records, state) => {
    const found = splitAll(create(COMMA), Buffer.from(text));
    expect(found).toMatchObject({ records, state });
  });

  test('blanks behind a quote do not count, but where they are delimiters', () => {
    const found = (options: SplitOptions, text: string) =>
      splitAll(create(options), Buffer.from(text));
    const rows = {
      records: [
        ['x', '1'],
        ['', '2'],
      ],
      state: 'done',
    };
    expect(found(COMMA, '"x" \t,"1" \n"","2"  ')).toMatchObject(rows);
    expect(found(TAB, "'x' \t'1' \r\n'' \t'2'  ")).toMatchObject(rows);
    expect(found(TAB, "'x'\t\t'1' \n")).toMatchObject({ records: [['x', '', '1']] });
    const blanks = { ...TAB, delimiter: 32 };
    expect(found(blanks, "'x'  '1'\t\n")).toMatchObject({ records: [['x', '', '1']] });
    expect(found(TAB, "'x' y\t1\n")).toMatchObject({ records: [], state: 'unusual' });
  });

  test('what is cut off is not taken, nor a line end that may go on', () => {
    const cut = (text: string) => splitAll(create(COMMA), Buffer.from(text), false);
    expect(cut('1,2\n3,4')).toMatchObject({ records: [['1', '2']], taken: 4, state: 'cut' });
    expect(cut('1,2\r')).toMatchObject({ records: [], taken: 0, state: 'cut' });
    expect(cut('1,2\n3,"4"')).toMatchObject({ records: [['1', '2']], taken: 4, state: 'open' });
  });

  test('lines are counted, those in quotes too, from call to call', () => {
    const kernels = create(COMMA);
    expect(splitAll(kernels, Buffer.from('a\n\n"b\nc"\n'), false).lines).toEqual([1, 4]);
    expect(splitAll(kernels, Buffer.from('"d\r\ne\rf"\r\ng'), true).lines).toEqual([7, 8]);
    expect(kernels.lines()).toBe(8);
  });

  test('blank lines are counted, and are rows of one column', () => {
    const [none, rows] = [create(COMMA), create(NONE)];
    expect(splitAll(none, Buffer.from('\n1,2\n\n\n'), false).records).toEqual([['1', '2']]);
    expect(none.blankLines()).toEqual({ before: 1, behind: 2 });
    expect(splitAll(none, Buffer.from('\r\n3,4\n\n')).lines).toEqual([6]);
    expect(none.blankLines()).toEqual({ before: 4, behind: 1 });
    const found = splitAll(rows, Buffer.from('x\n\n1,2\n""\n\n\n'));
    expect(found.records).toEqual([['x'], [''], ['1,2'], [''], [''], ['']]);
    expect(found.lines).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rows.blankLines()).toEqual({ before: 1, behind: 2 });
  });

  test('lines and blank lines of records that were read otherwise are counted in', () => {
    const kernels = create(COMMA);
    splitAll(kernels, Buffer.from('a\n\n'), false);
    kernels.skip(3, { before: 1, behind: 2 }, true);
    expect(kernels.blankLines()).toEqual({ before: 2, behind: 2 });
    kernels.skip(1, { before: 0, behind: 1 }, false);
    expect(kernels.blankLines()).toEqual({ before: 2, behind: 3 });
    expect(splitAll(kernels, Buffer.from('b\n')).lines).toEqual([7]);
    expect(kernels.blankLines()).toEqual({ before: 5, behind: 0 });
  });

  test('columns are read as numbers with their forms, and hashed', () => {
    const kernels = create(COMMA);
    const cells = [
      '1',
      '-2.50',
      '',
      'x',
      '0.1234567890123456',
      '007',
      '-0',
      '1e+21',
      '1e5',
      '12345678901234567890',
    ];
    const text = Buffer.from(`h,k\n${cells.map((cell) => `7,${cell}`).join('\n')}`);
    let isRead = false;
    kernels.split(text, true, (block) => {
      const { values, forms, others } = kernels.numbersIn(withoutFirst(block), 1);
      const [of, empty, shortest] = [FORM.text, FORM.empty, FORM.shortest];
      expect([...forms]).toEqual([0, 2, empty, of, shortest, of, of, shortest, of, of]);
      expect([values[0], values[1], values[4], values[7]]).toEqual([
        1, -2.5, 0.1234567890123456, 1e21,
      ]);
      expect(others).toBe(5);
      const hashes = [...kernels.hashesIn(withoutFirst(block), 0)];
      expect(new Set(hashes).size).toBe(1);
      // FNV-1a of one byte: (offset basis ^ byte) * prime, folded.
      const plain = Math.imul(0x811c9dc5 ^ 0x37, 0x01000193);
      expect(hashes[0]).toBe(plain ^ (plain >>> 15));
      isRead = true;
    });
    expect(isRead).toBe(true);
  });

  test('a record of more fields than a block holds is read', () => {
    const wide = Array.from({ length: 300_000 }, (_, i) => `${i}`);
    const found = splitAll(create(COMMA), Buffer.from(`1,2\n${wide.join(',')}\n3,4\n`));
    expect(found.records.map((record) => record.length)).toEqual([2, 300_000, 2]);
    expect(found.records[1]?.at(-1)).toBe('299999');
    expect(found.lines).toEqual([1, 2, 3]);
  });
});

const piece = fc.constantFrom(
  'a',
  '7',
  '12',
  '.',
  '-',
  ',',
  '\t',
  '"',
  "'",
  '""',
  '\n',
  '\r',
  '\r\n',
  ' ',
  '☃',
  'x'.repeat(60),
);

test.each([
  ['commas', COMMA],
  ['tabs', TAB],
  ['one column', NONE],
])('both split any bytes alike: %s', (_, options) => {
  const [a, b] = [createReferenceCsv(options), simd(options)];
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), fc.boolean(), (pieces, isLast) => {
      const bytes = Buffer.from(pieces.join(''));
      expect(splitAll(b, bytes, isLast)).toEqual(splitAll(a, bytes, isLast));
      expect({ ...b.blankLines() }).toEqual({ ...a.blankLines() });
    }),
    { numRuns: 2000 },
  );
});

test('both read any column alike', () => {
  const digits = fc.string({
    unit: fc.constantFrom('0', '1', '9', '.', '-', 'e', '+', 'x'),
    maxLength: 22,
  });
  const cell = fc.oneof(digits, fc.double().map(String), fc.integer().map(String));
  const [a, b] = [createReferenceCsv(COMMA), simd(COMMA)];
  const read = (kernels: CsvKernels, text: Buffer) => {
    const found: unknown[] = [];
    kernels.split(text, true, (block) => {
      const { values, forms, others } = kernels.numbersIn(block, 0);
      const numbers = [...values].map((value, row) =>
        (forms[row] ?? 0) < FORM.empty ? value : null,
      );
      found.push([numbers, [...forms], others, [...kernels.hashesIn(block, 0)]]);
    });
    return found;
  };
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 40 }), (cells) => {
      const text = Buffer.from(cells.map((own) => `${own},0\n`).join(''));
      expect(read(b, text)).toEqual(read(a, text));
    }),
    { numRuns: 1000 },
  );
});
