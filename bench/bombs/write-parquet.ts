import { Buffer } from 'node:buffer';

/** Numbers are of 32 bits, bigints of 64; structs are records by the numbers of their fields. */
export type Thrift =
  | number
  | bigint
  | boolean
  | string
  | readonly Thrift[]
  | { readonly [field: number]: Thrift };

/** One column, and its pages as they stand in the file. */
export interface Column {
  /** Physical type: 1 INT32, 2 INT64, 6 BYTE_ARRAY, 7 FIXED_LEN_BYTE_ARRAY. */
  readonly type: number;
  /** 0 uncompressed, 1 Snappy, 2 gzip, 6 zstd. */
  readonly codec?: number;
  readonly values: number;
  readonly width?: number;
  /** Names from the root on. */
  readonly path?: readonly string[];
  readonly pages: readonly Uint8Array[];
  /** Where the first page of data begins, if a dictionary stands before it. */
  readonly dictionary?: Uint8Array;
}

/** A page of data of the first kind: a head that tells what it is told, and bytes. */
export function dataPage(
  bytes: Uint8Array,
  {
    values,
    encoding,
    unpacked = bytes.length,
  }: { values: number; encoding: number; unpacked?: number },
): Uint8Array {
  const head = { 1: 0, 2: unpacked, 3: bytes.length, 5: { 1: values, 2: encoding, 3: 3, 4: 3 } };
  return Buffer.concat([encoded(head), bytes]);
}

export function dictionaryPage(
  bytes: Uint8Array,
  values: number,
  unpacked = bytes.length,
): Uint8Array {
  const head = { 1: 2, 2: unpacked, 3: bytes.length, 7: { 1: values, 2: 0 } };
  return Buffer.concat([encoded(head), bytes]);
}

/** A file of required columns, each of one group of rows. */
export function parquetFile(columns: readonly Column[], rows: number): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('PAR1')];
  let offset = 4;
  const told = columns.map((own): Thrift => {
    const { type, codec = 0, values, pages, dictionary, path = ['a'] } = own;
    const start = offset;
    const all = dictionary ? [dictionary, ...pages] : pages;
    for (const part of all) {
      parts.push(part);
      offset += part.length;
    }
    const size = BigInt(offset - start);
    const meta: Thrift = {
      ...{ 1: type, 2: [0], 3: path, 4: codec, 5: BigInt(values), 6: size, 7: size },
      9: BigInt(start + (dictionary?.length ?? 0)),
      ...(dictionary && { 11: BigInt(start) }),
    };
    return { 2: BigInt(start), 3: meta };
  });
  const schema = schemaOf(columns);
  const footer = encoded({
    1: 1,
    2: schema,
    3: BigInt(rows),
    4: [{ 1: told, 2: 0n, 3: BigInt(rows) }],
  });
  return withFooter(Buffer.concat(parts), footer);
}

/** Bytes behind which such metadata stands. */
export function withFooter(bytes: Uint8Array, footer: Uint8Array): Uint8Array {
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(footer.length);
  tail.write('PAR1', 4);
  return Buffer.concat([bytes, footer, tail]);
}

function schemaOf(columns: readonly Column[]): readonly Thrift[] {
  const leaves = columns.flatMap(({ type, width, path = ['a'] }): Thrift[] =>
    path.map((name, depth) =>
      depth < path.length - 1
        ? { 3: 0, 4: name, 5: 1 }
        : { 1: type, ...(width !== undefined && { 2: width }), 3: 0, 4: name },
    ),
  );
  return [{ 4: 'root', 5: columns.length }, ...leaves];
}

const TYPES = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

function typeOf(value: Thrift): number {
  if (typeof value === 'boolean') return value ? TYPES.true : TYPES.false;
  if (typeof value === 'number') return TYPES.i32;
  if (typeof value === 'bigint') return TYPES.i64;
  if (typeof value === 'string') return TYPES.binary;
  return Array.isArray(value) ? TYPES.list : TYPES.struct;
}

/** In Thrift's compact protocol. */
export function encoded(value: Thrift): Uint8Array {
  if (typeof value === 'boolean') return new Uint8Array();
  if (typeof value === 'number') return number(zigzag(BigInt(value)));
  if (typeof value === 'bigint') return number(zigzag(value));
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([number(BigInt(bytes.length)), bytes]);
  }
  if (Array.isArray(value)) {
    const list = value as readonly Thrift[];
    const type = list[0] === undefined ? TYPES.struct : typeOf(list[0]);
    const head = Buffer.concat([Uint8Array.of(0xf0 | type), number(BigInt(list.length))]);
    return Buffer.concat([head, ...list.map(encoded)]);
  }
  let before = 0;
  const fields = Object.entries(value as Record<string, Thrift>).map(([field, own]) => {
    const step = Number(field) - before;
    before = Number(field);
    return Buffer.concat([Uint8Array.of((step << 4) | typeOf(own)), encoded(own)]);
  });
  return Buffer.concat([...fields, Uint8Array.of(0)]);
}

function zigzag(value: bigint): bigint {
  return value >= 0n ? 2n * value : -2n * value - 1n;
}

/** An unsigned number in groups of 7 bits. */
export function number(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7n) {
    if (left < 128n) return Uint8Array.from([...bytes, Number(left)]);
    bytes.push(Number(left & 127n) | 128);
  }
}
