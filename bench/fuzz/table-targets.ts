import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { gzipSync, strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readBlocks } from '../../src/table/read-blocks.js';
import { readTable } from '../../src/table/read-table.js';
import { AutofitError } from '../../src/util/errors.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { writeExcel } from '../../test/fixtures/write-excel.js';
import { drawn, hostileText, hostileValue, oneOf } from './hostile-values.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { type FuzzTarget, need } from './target.js';

const SMALL_BLOCKS = { rows: 3, bytes: 1 << 16 };

export const csvTarget = tableTarget('csv', ['.csv'], (random) => {
  if (random.integer(2) === 0) return mutateBytes(oneOf(CSV_SEEDS, random), random);
  const delimiter = oneOf([',', ';', '\t', '|'], random);
  const line = drawn(fc.array(fc.array(csvCell, { maxLength: 5 }), { maxLength: 8 }), random);
  const end = oneOf(['\n', '\r\n', '\r'], random);
  return Buffer.from(line.map((cells) => cells.join(delimiter)).join(end));
});

const csvCell = fc.oneof(
  hostileText,
  fc.constantFrom('1', '2,5', 'x', '"a"', '"', '""', '"a""b"', '2020-01-02', '€ 5', 'NA'),
  hostileText.map((text) => `"${text.replaceAll('"', '""')}"`),
);
const CSV_SEEDS = [
  'a,b,y\n1,x,2\n2,"y, z",3\n3,x,4\n',
  "a;b;y\r\n1,5;'x';2\r\n2,5;'y';3\r\n",
  '\ufeffname\tday\ty\n"Å ""q"""\t2020-01-02\t1\nb\t2021-02-03\t2\n',
].map((text) => Buffer.from(text));
CSV_SEEDS.push(Buffer.from('\ufeffa,b\n1,é\n2,x\n', 'utf16le'));
CSV_SEEDS.push(Buffer.from(gzipSync(Buffer.from('a,b,y\n1,x,2\n2,y,3\n'.repeat(9)))));

const ROWS: readonly Json[] = [
  { a: 1, b: 'x', y: 2 },
  { a: 2, b: 'y', y: { z: 3 } },
];
const JSON_SEEDS: readonly Json[] = [
  ROWS,
  { a: [1, 2], b: ['x', 'y'], y: [2, null] },
  {
    columns: ['a', 'b'],
    index: [0, 1],
    data: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  { schema: {}, data: [{ a: 1, b: 2 }] },
  { a: { 0: 1, 1: 2 }, b: { 0: 'x', 1: 'y' } },
  { 0: { a: 1, b: 'x' }, 1: { a: 2, b: 'y' } },
];

export const jsonTarget = tableTarget('json', ['.json'], (random) => {
  if (random.integer(4) === 0) {
    const rows = fc.array(fc.dictionary(hostileText, hostileValue, { maxKeys: 5 }), {
      maxLength: 6,
    });
    return Buffer.from(JSON.stringify(drawn(rows, random)));
  }
  const text = mutateJson(oneOf(JSON_SEEDS, random), random);
  return random.integer(4) === 0 ? mutateBytes(Buffer.from(text), random) : Buffer.from(text);
});

export const jsonLinesTarget = tableTarget('jsonl', ['.jsonl'], (random) => {
  const rows = ROWS;
  const lines = Array.from({ length: 1 + random.integer(6) }, () =>
    random.integer(3) === 0
      ? mutateJson(oneOf(rows, random), random)
      : JSON.stringify(oneOf(rows, random)),
  );
  const text = Buffer.from(lines.join('\n'));
  return random.integer(3) === 0 ? mutateBytes(text, random) : text;
});

const TEXT_ENCODINGS = [
  'PLAIN',
  'RLE_DICTIONARY',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
] as const;
const NUMBER_ENCODINGS = ['PLAIN', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'] as const;
const PARQUET_SEEDS = ['UNCOMPRESSED', 'SNAPPY'] as const;

export const parquetTarget = tableTarget('parquet', ['.parquet'], (random) => {
  const codec = oneOf(PARQUET_SEEDS, random);
  const columnData = [
    { name: 'a', data: [1.5, 2.5, 3, 4], type: 'DOUBLE' as const },
    {
      name: oneOf(['b', '__proto__', '../x'], random),
      data: ['x', 'xy', 'xyz', 'x'],
      type: 'STRING' as const,
      encoding: oneOf(TEXT_ENCODINGS, random),
    },
    {
      ...{ name: 'n', data: [1n, 2n, 3n, 4n], type: 'INT64' as const },
      encoding: oneOf(NUMBER_ENCODINGS, random),
    },
  ];
  const bytes = parquetWriteBuffer({ columnData, codec, rowGroupSize: 2 });
  return mutateBytes(new Uint8Array(bytes), random);
});

const SHEET = [
  ['a', 'b', 'y'],
  [1, 'x', { day: 44_000 }],
  [2.5, 'y', true],
] as const;

/** Changed inside its parts, or as the bytes of the archive. */
export const excelTarget = tableTarget('excel', ['.xlsx'], (random) => {
  const bytes = new Uint8Array(writeExcel({ First: SHEET, Second: [['c'], [{ error: '#REF!' }]] }));
  if (random.integer(3) === 0) return mutateBytes(bytes, random);
  const parts = unzipSync(bytes);
  const name = oneOf(Object.keys(parts), random);
  const part = parts[name] ?? bytes;
  const own = random.integer(2) === 0 ? mutateBytes(part, random) : mutateXml(part, random);
  return zipSync({ ...parts, [name]: new Uint8Array(own) });
});

/** Numbers, places of cells and texts by others of their kind. */
function mutateXml(xml: Uint8Array, random: Random): Uint8Array {
  const text = strFromU8(xml);
  const found = [...text.matchAll(/(?<=")[A-Z]*\d+(?=")|(?<=>)[^<]+(?=<)/g)];
  const at = oneOf(found, random);
  if (!at) return mutateBytes(xml, random);
  const cells = ['A0', 'XFD1048576', 'ZZZZZZ9999999999', 'B2', '-1', '1e9', '999999999999'];
  const other = oneOf(
    [...cells, '&amp;', '&#0;', '&x;', '<![CDATA[x]]>', drawn(hostileText, random)],
    random,
  );
  return strToU8(text.slice(0, at.index) + other + text.slice(at.index + at[0].length));
}

function tableTarget(
  name: string,
  endings: readonly string[],
  input: (random: Random) => Uint8Array,
): FuzzTarget {
  return {
    name,
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'autofit-fuzz-'));
      const file = join(folder, `t${endings[0]}`);
      return {
        input,
        async read(bytes) {
          writeFileSync(file, bytes);
          const table = await checkedTable(file);
          await blocksAgree(file, table);
        },
        close: async () => rmSync(folder, { recursive: true }),
      };
    },
  };
}

async function checkedTable(file: string): Promise<RawTable> {
  const table = await readTable(file);
  const names = table.columns.map((column) => column.name);
  need(new Set(names).size === names.length, 'two columns have one name');
  for (const column of table.columns) {
    need(cellTexts(column).length === table.rows, `a column has not ${table.rows} cells`);
  }
  const label = names.at(-1);
  if (label !== undefined) {
    const schema = await mistakeOr(async () =>
      inferSchema(table, { label, task: 'auto', types: {}, ignore: [] }),
    );
    if (schema) need(schema.columns.length === table.columns.length, 'a column has no schema');
  }
  return table;
}

async function blocksAgree(file: string, whole: RawTable): Promise<void> {
  const count = await mistakeOr(async () => {
    let rows = 0;
    for await (const block of readBlocks(file, {}, SMALL_BLOCKS)) rows += block.table.rows;
    return rows;
  });
  if (count !== undefined)
    need(count === whole.rows, `blocks have ${count} rows, not ${whole.rows}`);
}

/** Undefined where it is a mistake of the user. */
async function mistakeOr<T>(make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (thrown) {
    if (thrown instanceof AutofitError) return undefined;
    throw thrown;
  }
}
