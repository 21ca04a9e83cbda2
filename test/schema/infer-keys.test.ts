import { describe, expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const ROWS = 60;
const rows = Array.from({ length: ROWS }, (_, i) => i);
const scattered = rows.map((i) => `${(i * 7919) % 100_003}`);
const beside = rows.map((i) => `${i % 7}.5`);

function judge(name: string, cells: readonly string[], others: object = { beside }) {
  const [column] = inferColumns(readColumns({ [name]: cells, ...others }), {
    types: {},
    ignore: [],
  });
  return column;
}

describe('numbers of which each row has another one', () => {
  test.each<[string, readonly string[], string]>([
    ['n', rows.map(String), 'ignored'],
    ['n', rows.map((i) => `${i + 1}`), 'ignored'],
    ['year', rows.map((i) => `${1950 + i}`), 'used'],
    ['n', rows.map((i) => `${i + 2}`), 'used'],
    ['column_1', scattered, 'ignored'],
    ['Unnamed: 0', scattered, 'ignored'],
    ['customer_id', scattered, 'ignored'],
    ['population', scattered, 'used'],
  ])('%s is %s', (name, cells, kind) => {
    expect(judge(name, cells)?.kind === 'ignored' ? 'ignored' : 'used').toBe(kind);
  });

  test.each(['index', 'order', 'PID', 'order_pid', 'account no'])(
    '%s may be a key, which is told',
    (name) => {
      const column = judge(name, scattered);
      expect(column).toMatchObject({ kind: 'numeric', isDoubtful: true });
      expect(column?.evidence.doubt).toMatch(/may be a key.*`ignore: "/);
    },
  );

  test('what is left out says how it is used', () => {
    expect(judge('n', rows.map(String))?.evidence.reason).toBe(
      'a count of the rows; `types: {"n":"numeric"}` uses it',
    );
  });

  test('keys are used where nothing else is there', () => {
    expect(judge('id', scattered, {})?.kind).toBe('numeric');
    expect(
      judge(
        'ticket',
        rows.map((i) => `t${i}z`),
        {},
      )?.kind,
    ).toBe('categorical');
  });
});

describe('codes of which nearly each row has another one', () => {
  test.each<[string, (i: number) => string, readonly string[]]>([
    [
      'the domain of an address',
      (i) => `user${i}@${i % 2 ? 'Example.com' : 'mail.test'}`,
      ['example.com', 'mail.test'],
    ],
    [
      'the host of a page',
      (i) => `https://www.${i % 2 ? 'a' : 'b'}.org/page/${i}?x=1`,
      ['a.org', 'b.org'],
    ],
    ['the subnet', (i) => `10.${i % 3}.${i}.${(i * 7) % 200}`, ['10.0', '10.1', '10.2']],
    ['the country of a telephone', (i) => `+${i % 2 ? 49 : 1} 170 ${1000 + i}`, ['+1', '+49']],
    ['the letters of a ticket', (i) => `${i % 2 ? 'PC' : 'CA'} ${17_599 + i}`, ['CA', 'PC']],
    ['what comes first', (i) => `${i % 2 ? '7a' : '9b'}-${i}-x`, ['7a', '9b']],
  ])('are used by %s', (_, cell, levels) => {
    const column = judge('code', rows.map(cell));
    expect(column).toMatchObject({ kind: 'categorical', isDoubtful: true, parser: { levels } });
    expect(column?.evidence.reason).toMatch(/^codes, each in few rows: .*, with \d levels$/);
  });

  test('are left out where no part is in several rows, with the option that uses them', () => {
    const column = judge(
      'token',
      rows.map((i) => `${(i * 7919).toString(36)}q`),
    );
    expect(column?.kind).toBe('ignored');
    expect(column?.evidence.reason).toMatch(/ids; `types: \{"token":"categorical"\}` uses it$/);
  });
});
