import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Bomb } from './bomb.js';
import {
  type Column,
  dataPage,
  dictionaryPage,
  encoded,
  number,
  parquetFile,
  withFooter,
} from './write-parquet.js';

const MB = 2 ** 20;
const [INT32, INT64, BYTES, FIXED] = [1, 2, 6, 7];
const [GZIP, ZSTD] = [2, 6];
const [PLAIN, DELTA_BINARY, DELTA_BYTES, DICTIONARY, SPLIT] = [0, 5, 7, 8, 9];

/** Parquet files whose counts, sizes and lists lie. */
export const parquetBombs: readonly Bomb[] = [
  bomb('differences in blocks of less than no values', () =>
    one({ type: INT32, values: 100, pages: [page(deltas(2 ** 32 - 4, 1, 5), 100, DELTA_BINARY)] }),
  ),
  bomb('differences in less than no parts', () =>
    one({
      type: INT32,
      values: 100,
      pages: [page(deltas(128, 2 ** 32 - 2, 5), 100, DELTA_BINARY)],
    }),
  ),
  bomb('8,000,000 differences of no bits', () => {
    const bytes = Buffer.concat([deltas(2 ** 30, 1, 5), number(0n), Uint8Array.of(0)]);
    return one({ type: INT64, values: 8e6, pages: [page(bytes, 8e6, DELTA_BINARY)] });
  }),
  bomb('a difference with a number of 2 MB', () => {
    const long = Buffer.concat([deltas(128, 4, 5), Buffer.alloc(2 * MB, 0x80)]);
    return one({ type: INT64, values: 200, pages: [page(long, 200, DELTA_BINARY)] });
  }),
  bomb('texts of 2 GB that share what the one before has not', () =>
    one({
      type: BYTES,
      values: 3,
      pages: [page(sharedTexts([0, 2 ** 31 - 8, 2 ** 31 - 8], 1), 3, DELTA_BYTES)],
    }),
  ),
  bomb('100,000 texts, each a letter longer than the one before', () =>
    one({ type: BYTES, values: 1e5, pages: [page(growing(1e5), 1e5, DELTA_BYTES)] }),
  ),
  bomb('a dictionary that tells of 60,000,000 texts', () =>
    one({
      ...{ type: BYTES, codec: GZIP, values: 8e6 },
      dictionary: dictionaryPage(gzipSync(Buffer.alloc(64 * MB)), 6e7, 64 * MB),
      pages: [
        dataPage(gzipSync(Uint8Array.of(1)), { values: 8e6, encoding: DICTIONARY, unpacked: 1 }),
      ],
    }),
  ),
  bomb('8,000,000 places of a text of 1 MB, which is no UTF-8', () => {
    const text = Buffer.concat([Uint8Array.of(0, 0, 16, 0), Buffer.alloc(MB, 'x')]);
    const runs = Buffer.concat([Uint8Array.of(1), number(16_000_000n), Uint8Array.of(0)]);
    return one({
      ...{ type: BYTES, values: 8e6, dictionary: dictionaryPage(text, 1) },
      pages: [page(runs, 8e6, DICTIONARY)],
    });
  }),
  bomb('values of 1 GB each in a page of 64 bytes', () =>
    one({ type: FIXED, width: 2 ** 30, values: 60, pages: [page(Buffer.alloc(64), 60, SPLIT)] }),
  ),
  bomb('values of 1,000 bytes each in a page of 64 MB, packed', () =>
    one({
      ...{ type: FIXED, codec: GZIP, width: 1000, values: 8e6 },
      pages: [
        dataPage(gzipSync(Buffer.alloc(64 * MB)), {
          values: 8e6,
          encoding: SPLIT,
          unpacked: 64 * MB,
        }),
      ],
    }),
  ),
  bomb('a page of gzip that unpacks to a gigabyte and tells of 100 bytes', () =>
    one({
      ...{ type: INT32, codec: GZIP, values: 25 },
      pages: [
        dataPage(gzipSync(Buffer.alloc(1024 * MB)), { values: 25, encoding: PLAIN, unpacked: 100 }),
      ],
    }),
  ),
  bomb('a page of zstd whose frame tells of 1 TB', () =>
    one({
      ...{ type: INT32, codec: ZSTD, values: 25 },
      pages: [dataPage(zstdFrame(), { values: 25, encoding: PLAIN, unpacked: 100 })],
    }),
  ),
  bomb('a page of brotli whose window is the largest', () =>
    one({
      ...{ type: INT32, codec: 4, values: 25 },
      pages: [
        dataPage(Uint8Array.of(0x0f, 0xff, 0xff, 0xff, 0xff), {
          values: 25,
          encoding: PLAIN,
          unpacked: 100,
        }),
      ],
    }),
  ),
  bomb('a thousand columns of 8,000,000 values in 60 bytes each', () => {
    const runs = Buffer.concat([Uint8Array.of(1), number(16_000_000n), Uint8Array.of(0)]);
    const column = (i: number): Column => ({
      ...{ type: BYTES, values: 8e6, path: [`c${i}`] },
      dictionary: dictionaryPage(Uint8Array.of(1, 0, 0, 0, 97), 1),
      pages: [page(runs, 8e6, DICTIONARY)],
    });
    return parquetFile(
      Array.from({ length: 1000 }, (_, i) => column(i)),
      8e6,
    );
  }),
  bomb('groups nested 10,000 deep', () => {
    const path = Array.from({ length: 10_000 }, (_, i) => `g${i}`);
    return one({ type: INT32, values: 2, path, pages: [page(Buffer.alloc(8), 2, PLAIN)] });
  }),
  bomb('metadata with lists in lists that tell of 33,000,000 entries each', () => {
    const list = Buffer.concat([Uint8Array.of(0xf9), number(33_000_000n)]);
    return withFooter(
      Buffer.from('PAR1'),
      Buffer.concat([Uint8Array.of(0x19), ...Array(200).fill(list)]),
    );
  }),
  bomb('metadata with structs nested 100,000 deep', () =>
    withFooter(Buffer.from('PAR1'), Buffer.alloc(1e5, 0x1c)),
  ),
  bomb('metadata with a number of 4 MB', () =>
    withFooter(
      Buffer.from('PAR1'),
      Buffer.concat([Uint8Array.of(0x16), Buffer.alloc(4 * MB, 0x80)]),
    ),
  ),
  bomb('metadata of 30,000,000 structs of a byte', () => {
    const list = Buffer.concat([Uint8Array.of(0x19, 0xfc), number(30_000_000n)]);
    return withFooter(Buffer.from('PAR1'), Buffer.concat([list, Buffer.alloc(3e7 + 1)]));
  }),
  bomb('the head of a page with 5,000,000 structs', () => {
    const list = Buffer.concat([
      Uint8Array.of(0xf9, 0xfc),
      number(5_000_000n),
      Buffer.alloc(5e6 + 1),
    ]);
    return one({ type: INT32, values: 2, pages: [list] });
  }),
];

function bomb(name: string, make: () => Uint8Array): Bomb {
  return {
    name: `Parquet: ${name}`,
    async write(folder) {
      const file = join(folder, 'b.parquet');
      writeFileSync(file, make());
      return file;
    },
  };
}

function one(column: Column): Uint8Array {
  return parquetFile([column], column.values);
}

function page(bytes: Uint8Array, values: number, encoding: number): Uint8Array {
  return dataPage(bytes, { values, encoding });
}

/** How differences begin: values of a block, its parts, how many values there are, the first one. */
function deltas(block: number, parts: number, values: number): Uint8Array {
  return Buffer.concat([block, parts, values, 0].map((own) => number(BigInt(own))));
}

/** Numbers as differences, each in 32 bits. */
function differences(values: readonly number[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 1; at < values.length; at += 128) {
    const bits = Buffer.alloc(4 * 128);
    for (let i = 0; i < 128 && at + i < values.length; i++) {
      bits.writeUInt32LE(((values[at + i] ?? 0) - (values[at + i - 1] ?? 0)) >>> 0, 4 * i);
    }
    blocks.push(Uint8Array.of(0, 32, 32, 32, 32), bits);
  }
  const first = encoded(values[0] ?? 0);
  const head = [128, 4, values.length].map((own) => number(BigInt(own)));
  return Buffer.concat([...head, first, ...blocks]);
}

/** Texts that share so many letters with the one before, and have so many of their own. */
function sharedTexts(shared: readonly number[], own: number): Uint8Array {
  const lengths = shared.map(() => own);
  return Buffer.concat([
    differences(shared),
    differences(lengths),
    Buffer.alloc(shared.length * own, 'x'),
  ]);
}

function growing(count: number): Uint8Array {
  return sharedTexts([...Array(count).keys()], 1);
}

/** A head that tells of a window and a content of 1 TB, and a block that repeats a byte. */
function zstdFrame(): Uint8Array {
  const head = Buffer.alloc(14);
  head.writeUInt32LE(0xfd2fb528, 0);
  head[4] = 0xc0;
  head[5] = 0xf8;
  head.writeBigUInt64LE(2n ** 40n, 6);
  return Buffer.concat([head, Uint8Array.of(0xff, 0xff, 0x0f, 0x78)]);
}
