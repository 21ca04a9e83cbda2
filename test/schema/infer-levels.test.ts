import { describe, expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { inferColumns, inferSchema } from '../../src/schema/infer-schema.js';
import { knownOrder } from '../../src/schema/level-order.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { ColumnSchema } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';

function judge(cells: readonly string[], order?: readonly string[]): ColumnSchema | undefined {
  const raw = readColumns({ x: cells });
  return inferColumns(raw, { types: {}, ignore: [], ...(order && { order: { x: order } }) })[0];
}

const times = (rows: number, cell: string) => Array<string>(rows).fill(cell);

test('an order that nothing would keep is refused: of numbers, of a label of numbers', () => {
  const raw = readColumns({ x: ['1', '2', '3', '2'], y: ['a', 'b', 'b', 'a'] });
  const judged = (order: Record<string, readonly string[]>, x: 'numeric' | 'ignored') =>
    inferSchema(raw, { label: 'y', task: 'auto', types: { x }, ignore: [], order });
  const levels = { x: ['3', '2', '1'] };
  expect(() => judged(levels, 'numeric')).toThrow('`order` tells of "x", which is numeric.');
  const label = readColumns({ x: ['1', '2', '3'], y: ['1.5', '2.5', '3.5'] });
  expect(() =>
    inferSchema(label, { label: 'y', task: 'auto', types: {}, ignore: [], order: { y: ['2.5'] } }),
  ).toThrow('`order` tells of "y", which is the label.');
  expect(judged(levels, 'ignored').columns[0]?.kind).toBe('ignored');
});

describe('orders', () => {
  test.each([
    [
      ['high', 'low', 'medium'],
      ['low', 'medium', 'high'],
    ],
    [
      ['L', 'M', 'S', 'XL'],
      ['S', 'M', 'L', 'XL'],
    ],
    [
      ['Ex', 'Fa', 'Gd', 'TA'],
      ['Fa', 'TA', 'Gd', 'Ex'],
    ],
    [
      ['always', 'never', 'sometimes'],
      ['never', 'sometimes', 'always'],
    ],
    [
      ['Strongly Agree', 'agree', 'disagree'],
      ['disagree', 'agree', 'Strongly Agree'],
    ],
  ])('%j is %j', (levels, order) => {
    expect(knownOrder(levels)).toEqual(order);
  });

  test.each([
    [['high', 'low']],
    [['good', 'bad', 'ugly']],
    [['m', 'f', 'x']],
    [['medium', 'med', 'low']],
  ])('%j has none', (levels) => {
    expect(knownOrder(levels)).toBeUndefined();
  });

  test.each([
    [
      ['1.10.0', '1.2.10', '1.9.1'],
      ['1.2.10', '1.9.1', '1.10.0'],
    ],
    [
      ['v2.0.0', 'v2.0.0-beta', 'v10.1'],
      ['v2.0.0-beta', 'v2.0.0', 'v10.1'],
    ],
  ])('versions %j are in the order %j', (levels, order) => {
    const column = judge(levels.flatMap((level) => times(9, level)));
    expect(column?.parser).toMatchObject({ levels: order, isOrdered: true });
    expect(column?.evidence.reason).toMatch(/; versions, in the order /);
  });

  test('what is found is said, and what is told is obeyed', () => {
    const cells = [...times(9, 'small'), ...times(9, 'large'), ...times(9, 'medium')];
    expect(judge(cells)).toMatchObject({
      parser: { levels: ['small', 'medium', 'large'], isOrdered: true },
      evidence: { reason: 'text with 3 levels; in the order small < medium < large' },
    });
    expect(judge(cells, ['large', 'huge', 'small', 'medium'])?.parser).toMatchObject({
      levels: ['large', 'huge', 'small', 'medium'],
      isOrdered: true,
    });
    expect(judge(['3', '1', '2', '1'], ['1', '2', '3'])?.kind).toBe('categorical');
    expect(() => judge(cells, ['small', 'large'])).toThrow(
      '`order` of "x" lacks the level "medium".',
    );
    expect(() => judge([...cells, ...times(9, 'no answer')], ['small', 'large'])).toThrow(
      expect.objectContaining({
        message: '`order` of "x" lacks the levels "medium", "no answer".',
        hint: expect.stringMatching(
          /What has no rank, as words for no answer, is taken out by `missing: "x=…"`\.$/,
        ),
      }),
    );
  });

  test('a rank is learned where a level was never seen in training', async () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const rows = Array.from({ length: 210 }, (_, i) => ({
      x: levels[i % 7] ?? '',
      y: 10 * (i % 7),
    }));
    const told = {
      label: 'y',
      task: 'regression',
      trials: 1,
      workers: 1,
      models: ['linear'],
    } as const;
    const ordered = await fit(rows, { ...told, order: { x: levels } });
    const [seen = 0, beyond = 0] = (await ordered.predict([{ x: 'a' }, { x: 'h' }])) as number[];
    expect(beyond).toBeGreaterThan(seen + 20);
  });
});

describe('spellings', () => {
  test('rare ones that differ in case or in signs around count as the usual one, which is told', () => {
    const cells = [...times(60, 'Oslo'), 'oslo', 'OSLO.', ...times(40, 'Rome')];
    const column = judge(cells);
    expect(column?.parser).toEqual({
      kind: 'categorical',
      levels: ['Oslo', 'Rome'],
      spellings: { oslo: 'Oslo', 'OSLO.': 'Oslo' },
    });
    expect(column?.evidence.doubt).toBe(
      'column "x": 2 rare spellings count as the usual one: "oslo" as "Oslo", "OSLO." as "Oslo"; `keep: "x=oslo"` keeps one apart',
    );
    if (!column) throw new Error('no column');
    const schema = { header: true, label: '', time: null, columns: [column] };
    const task = { kind: 'binary', reason: '', classes: [], positive: null } as const;
    const allocate = (bytes: number) => new ArrayBuffer(bytes);
    const raw = readColumns({ x: ['OSLO.', 'Rome', 'Oslo', 'rome'] });
    const { table } = parseTable(raw, { ...schema, task }, { allocate, label: 'ignored' });
    expect(table.columns[0]).toMatchObject({ codes: Int32Array.of(0, 1, 0, -2) });
  });

  test.each([
    ['frequent', [...times(20, 'Oslo'), ...times(5, 'oslo'), ...times(9, 'Rome')]],
    ['grades', [...times(60, 'A'), 'A+', 'A-', ...times(40, 'B')]],
  ])('others stay apart: %s', (_, cells) => {
    const parser = judge(cells)?.parser;
    const levels = parser?.kind === 'categorical' ? parser.levels : [];
    expect(levels).toHaveLength(new Set(cells).size);
  });
});

test('spellings that are told to be values, or stand in an order that is told, are levels of their own', () => {
  const raw = readColumns({ x: [...times(60, 'NO'), ...times(40, 'CO'), 'Co'] });
  const judged = (options: object) => {
    const parser = inferColumns(raw, { types: {}, ignore: [], ...options })[0]?.parser;
    return parser?.kind === 'categorical' ? parser.levels : [];
  };
  expect(judged({})).toEqual(['CO', 'NO']);
  expect(judged({ keep: ['x=Co'] })).toEqual(['CO', 'Co', 'NO']);
  expect(judged({ order: { x: ['NO', 'Co', 'CO'] } })).toEqual(['NO', 'Co', 'CO']);
});
