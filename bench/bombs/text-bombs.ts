import { readBlocks } from '../../src/table/read-blocks.js';
import type { Bomb } from './bomb.js';
import { textsOfOneHash } from './texts-of-one-hash.js';
import { gzipped, made, writeParts } from './write-file.js';

const MB = 2 ** 20;

/** CSV and JSON that are long where nobody looks, packed or not. */
export const textBombs: readonly Bomb[] = [
  {
    name: '2 GB of CSV in 2 MB of gzip, read at once',
    write: (folder) => writeParts(folder, 'b.csv.gz', gzipped('a,b,c\n', rows(16 * MB), 128)),
  },
  {
    name: '2 GB of CSV in 2 MB of gzip, read in blocks',
    write: (folder) => writeParts(folder, 'b.csv.gz', gzipped('a,b,c\n', rows(16 * MB), 128)),
    read: readSomeBlocks,
  },
  {
    name: '3 GB of text in a CSV without an end of line, packed',
    write: (folder) => writeParts(folder, 'b.csv.gz', gzipped('a,b\n', 'x'.repeat(16 * MB), 192)),
  },
  {
    name: '3 GB behind a quote that stays open, packed',
    write: (folder) => writeParts(folder, 'b.csv.gz', gzipped('a,b\n1,"', rows(16 * MB), 192)),
  },
  {
    name: '300 MB behind a quote that stays open, read in blocks',
    write: (folder) => writeParts(folder, 'b.csv', ['a,b\n1,"', ...Array(19).fill(rows(16 * MB))]),
    read: readSomeBlocks,
  },
  {
    name: '3 GB of a JSON list in 3 MB of gzip',
    write: (folder) =>
      writeParts(folder, 'b.json.gz', gzipped('[{}', ',{}'.repeat(5 * MB), 200, ']')),
  },
  {
    name: '3 GB of one text in JSON, packed',
    write: (folder) =>
      writeParts(folder, 'b.json.gz', gzipped('[{"a":"', 'x'.repeat(16 * MB), 192, '"}]')),
  },
  {
    name: '90 MB of lists in JSON, which take 1.5 GB',
    write: (folder) =>
      writeParts(folder, 'b.json', ['[', ...Array(9).fill('[],'.repeat(3e6)), '1]']),
  },
  {
    name: 'lists nested 1,000,000 deep in JSON',
    write: (folder) =>
      writeParts(folder, 'b.json', ['[{"a":', '['.repeat(1e6), ']'.repeat(1e6), '}]']),
  },
  {
    name: 'objects nested 100,000 deep in a line of JSON',
    write: (folder) =>
      writeParts(folder, 'b.jsonl', ['{"a":'.repeat(1e5), '1', '}'.repeat(1e5), '\n']),
  },
  {
    name: '3 GB of one line in JSON Lines, packed',
    write: (folder) =>
      writeParts(folder, 'b.jsonl.gz', gzipped('{"a":"', 'x'.repeat(16 * MB), 192, '"}\n')),
  },
  {
    name: '200,000 rows of JSON that each have a name of their own',
    write: (folder) =>
      writeParts(
        folder,
        'b.jsonl',
        made(2e5, (i) => `{"c${i}":${i}}\n`),
      ),
  },
  {
    name: '3,000,000 lines of JSON in 2 MB of gzip',
    write: (folder) =>
      writeParts(folder, 'b.jsonl.gz', gzipped('', [...made(1e5, line)].join(''), 30)),
  },
  {
    name: '6,000,000 texts of JSON that are all different',
    write: (folder) => writeParts(folder, 'b.jsonl', made(6e6, line)),
  },
  {
    name: '1,000,000 columns of CSV',
    write: (folder) =>
      writeParts(
        folder,
        'b.csv',
        wide(1e6, (i) => `c${i}`),
      ),
  },
  {
    name: '300,000 columns of CSV of one name',
    write: (folder) =>
      writeParts(
        folder,
        'b.csv',
        wide(3e5, () => 'a'),
      ),
  },
  {
    name: '131,072 texts of CSV of one hash, each twice',
    write: (folder) => {
      const texts = textsOfOneHash(17);
      return writeParts(folder, 'b.csv', ['a,b\n', ...both(texts)]);
    },
  },
  {
    name: '64 KB of CSV without a row',
    write: (folder) => writeParts(folder, 'b.csv', ['a,b', '\n'.repeat(65_000)]),
  },
  {
    name: '64 KB of a quoted field that may be escaped anywhere',
    write: (folder) => writeParts(folder, 'b.csv', ['a,b\n1,"', '\\"x'.repeat(21_000)]),
  },
];

async function readSomeBlocks(file: string): Promise<void> {
  let blocks = 0;
  const size = { rows: 100_000, bytes: 16 * MB };
  for await (const _ of readBlocks(file, {}, size)) if (++blocks === 20) return;
}

function rows(bytes: number): string {
  return '1,2,3\n'.repeat(bytes / 6);
}

function line(i: number): string {
  return `{"a":"text ${i}"}\n`;
}

function* wide(columns: number, name: (i: number) => string): Generator<string> {
  yield* made(columns - 1, (i) => `${name(i)},`);
  yield 'y\n';
  for (let row = 0; row < 3; row++) {
    yield '1,'.repeat(columns - 1);
    yield `${row}\n`;
  }
}

function* both(texts: readonly string[]): Generator<string> {
  for (let turn = 0; turn < 2; turn++) yield texts.map((text, i) => `${text},${i}\n`).join('');
}
