import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { detectDialect } from '../../src/table/dialect.js';
import { readValues } from '../../src/table/read-values.js';
import { AutofitError } from '../../src/util/errors.js';
import type { Random } from '../../src/util/random.js';
import { oneOf } from './hostile-values.js';
import { type FuzzTarget, need } from './target.js';

/** What cells are made of that somebody takes for numbers, dates, units, places, lists, keys or pictures. */
const PIECES = [
  ...['0', '1', '9', '12', '.', ',', '-', '+', ' ', '\u00a0', "'", '"', '""', '\\"', '/', ':', ';'],
  ...[
    '|',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '%',
    '€',
    '$',
    'e',
    'E',
    'x',
    '×',
    '°',
    '′',
    '″',
    '…',
    '–',
  ],
  ...['a', 'ab', 'kg', 'cm', 'mm ', 'USD', 'Jan', 'janv.', ' de ', 'T', 'Z', 'UTC', 'am', 'k', 'M'],
  ...[
    '½',
    '٣',
    '１',
    '\t',
    '\n',
    '\r',
    'NA',
    'null',
    'true',
    'POINT',
    '<',
    '>',
    '=',
    '~',
    '#',
    '_',
  ],
  ...['data:', ';base64,', '.png', 'http://', '\u200b', '\ud83d\ude00', 'é', 'e\u0301', '中'],
];
/** Letters of a long cell. */
const LONG = 100_000;

/** Long cells of a few pieces again and again: patterns that are looked for take no more time than so many letters should. */
export const cellTarget: FuzzTarget = {
  name: 'cells',
  async open() {
    return { input, read };
  },
};

function input(random: Random): Uint8Array {
  const repeated = () => {
    const unit = pieces(1 + random.integer(4), random);
    const length = oneOf([10, 1000, LONG, LONG], random);
    const middle = unit.repeat(Math.ceil(length / Math.max(1, unit.length)));
    return pieces(random.integer(3), random) + middle + pieces(random.integer(3), random);
  };
  const few = Array.from({ length: 3 }, repeated);
  const short = Array.from({ length: 5 }, () => pieces(1 + random.integer(4), random));
  return Buffer.from(JSON.stringify([...few, ...short]));
}

function pieces(count: number, random: Random): string {
  return Array.from({ length: count }, () => oneOf(PIECES, random)).join('');
}

/** Labels of cells that are all different are refused. */
function mistakeOr(make: () => void): void {
  try {
    make();
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
  }
}

async function read(bytes: Uint8Array): Promise<void> {
  const cells = JSON.parse(Buffer.from(bytes).toString()) as readonly string[];
  // As a column, many rows of which are alike, as a label, and as the beginning of a file.
  const rows = [...cells, ...cells].map((cell, i) => ({ a: cell, b: cells.at(-1 - i), y: i % 2 }));
  const raw = await readValues(rows);
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const allocate = (size: number) => new ArrayBuffer(size);
  const { table } = parseTable(raw, schema, { allocate, label: 'required' });
  need(table.rows === rows.length, 'a row is gone');
  mistakeOr(() => inferSchema(raw, { label: 'a', task: 'auto', types: {}, ignore: ['b'] }));
  detectDialect(cells.join(',').slice(0, 65_536), 'cells', {}, false);
}
