import type {
  AsyncBuffer,
  ColumnMetaData,
  FileMetaData,
  PageHeader,
  RowGroup,
  SchemaTree,
} from 'hyparquet';
import { needHeap } from '../util/heap-room.js';
import { checkDeltas, checkSharedTexts, type ReadDeltas } from './parquet-deltas.js';
import type { Place } from './parquet-number.js';
import { checkRuns } from './parquet-runs.js';
import { checkThrift } from './parquet-thrift.js';

/** Values that a column of a row group may have, all columns of a file together, and for each byte of them. */
const FREE_VALUES = 2 ** 23;
const FREE_TOTAL = 2 ** 25;
const VALUES_PER_BYTE = 1000;
/** Bytes that a page may unpack to, and for each byte that it has. */
const FREE_BYTES = 2 ** 26;
const BYTES_PER_BYTE = 1100;
const BYTES_OF_TEXT = 120;
/** Values that the head of a page has, and how deep columns are nested. */
const MOST_OF_HEAD = 10_000;
const DEEPEST = 64;

/** Unpacks pages by codec; of a codec that is not there the pages are not looked into. */
export type Unpackers = Readonly<Record<string, (bytes: Uint8Array, length: number) => Uint8Array>>;

/** What of the file's library is asked, once it is known that it comes to an end. */
interface Library {
  /** Reads the head of a page and goes behind it. */
  readonly head: (place: Place) => PageHeader;
  readonly deltas: ReadDeltas;
  /** Reads runs behind their length. */
  readonly runs: (place: Place, bits: number, into: number[]) => void;
  readonly unpackers: Unpackers;
}

/**
 * Throws where what the pages of a row group tell of themselves cannot be so: the file's library believes their counts and sizes, goes
 * back where one is negative, and makes room for all values that they tell of.
 */
export async function checkGroup(
  file: AsyncBuffer | ArrayBuffer,
  { columns }: RowGroup,
  schema: SchemaTree,
  unpackers: Unpackers,
): Promise<void> {
  const library: Library = {
    head: (await import('hyparquet/src/column.js')).parquetHeader,
    deltas: (await import('hyparquet/src/delta.js')).deltaBinaryUnpack,
    runs: (await import('hyparquet/src/encoding.js')).readRleBitPackedHybrid,
    unpackers,
  };
  for (const { meta_data: column } of columns) {
    if (!column) throw new Error('a column has no place');
    const from = Number(column.dictionary_page_offset || column.data_page_offset);
    const to = from + Number(column.total_compressed_size);
    if (!(from >= 0 && from <= to && to <= file.byteLength))
      throw new Error('a column lies outside the file');
    const values = Number(column.num_values);
    if (!(values >= 0 && values <= Math.max(FREE_VALUES, VALUES_PER_BYTE * (to - from))))
      throw new Error(`a column tells of ${values} values in ${to - from} bytes`);
    const bytes = await file.slice(from, to);
    const place = { view: new DataView(bytes), offset: 0 };
    checkPages(place, column, levelsOf(schema, column), library);
  }
}

/** Throws where all columns together tell of more values than a file of so many bytes may have. */
export function checkTotal({ row_groups: groups }: FileMetaData, bytes: number): void {
  let values = 0;
  for (const { columns } of groups) {
    for (const { meta_data: column } of columns) values += Number(column?.num_values ?? 0);
  }
  if (values > Math.max(FREE_TOTAL, VALUES_PER_BYTE * bytes))
    throw new Error(`its columns tell of ${values} values in ${bytes} bytes`);
}

/** How deep repeated and missing values of a column are nested, and the bytes of those that have all as many. */
interface Levels {
  readonly repetition: number;
  readonly definition: number;
  readonly width: number;
}

function levelsOf(schema: SchemaTree, { path_in_schema: path }: ColumnMetaData): Levels {
  let [repetition, definition] = [0, 0];
  let tree = schema;
  if (path.length > DEEPEST) throw new Error(`a column is nested more than ${DEEPEST} deep`);
  for (const name of path) {
    const child = tree.children.find(({ element }) => element.name === name);
    if (!child) throw new Error(`the column "${path.join('.')}" is not in the schema`);
    if (child.element.repetition_type === 'REPEATED') repetition++;
    if (child.element.repetition_type !== 'REQUIRED') definition++;
    tree = child;
  }
  return { repetition, definition, width: tree.element.type_length ?? 1 };
}

function checkPages(place: Place, column: ColumnMetaData, levels: Levels, library: Library): void {
  const { view } = place;
  let left = Number(column.num_values);
  // As the file's library does: a last byte is no page.
  while (left > 0 && place.offset < view.byteLength - 1) {
    if (checkThrift({ ...place }) > MOST_OF_HEAD) throw new Error('the head of a page is too long');
    const page = library.head(place);
    const size = Number(page.compressed_page_size);
    const unpacked = Number(page.uncompressed_page_size);
    if (!(size >= 0 && size <= view.byteLength - place.offset))
      throw new Error('a page lies outside its column');
    if (!(unpacked >= 0 && unpacked <= Math.max(FREE_BYTES, BYTES_PER_BYTE * size)))
      throw new Error(`a page of ${size} bytes unpacks to ${unpacked}`);
    left -= checkCounts(page, left, unpacked);
    const texts = textsOf(page, column, unpacked);
    needHeap(BYTES_OF_TEXT * texts, `a page has ${texts} texts`, 'Write smaller groups of rows.');
    const bytes = new Uint8Array(view.buffer, view.byteOffset + place.offset, size);
    checkValues(bytes, page, column, levels, library);
    place.offset += size;
  }
}

/** Texts of a page, each of which is an array of its own. */
function textsOf(page: PageHeader, { type }: ColumnMetaData, unpacked: number): number {
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY') return 0;
  const data = page.data_page_header_v2 ?? page.data_page_header;
  const words = page.dictionary_page_header?.num_values;
  if (words !== undefined) return Math.min(words, unpacked / 4);
  if (!data || hasRuns(data.encoding)) return 0;
  return data.encoding === 'PLAIN' ? Math.min(data.num_values, unpacked / 4) : data.num_values;
}

/** The values of a page of data. Throws where there cannot be as many. */
function checkCounts(page: PageHeader, left: number, unpacked: number): number {
  const { data_page_header: old, data_page_header_v2: data, dictionary_page_header: words } = page;
  if (page.type === 'DICTIONARY_PAGE') {
    if (!(words && words.num_values >= 0 && words.num_values <= unpacked))
      throw new Error('a dictionary tells of more values than it has bytes');
    return 0;
  }
  const counts =
    page.type === 'DATA_PAGE_V2' && data
      ? [data.num_values, data.num_nulls, data.num_rows]
      : [old?.num_values ?? -1];
  if (!counts.every((count) => count >= 0 && count <= left))
    throw new Error('a page tells of other counts of values than its column');
  return counts[0] ?? 0;
}

/** What stands in a page: its levels, and its values where they are written as runs or differences. */
function checkValues(
  bytes: Uint8Array,
  page: PageHeader,
  { codec, type }: ColumnMetaData,
  levels: Levels,
  library: Library,
): void {
  const { data_page_header: old, data_page_header_v2: data } = page;
  const of = { type, width: levels.width };
  const unpack = (packed: Uint8Array, length: number) =>
    codec === 'UNCOMPRESSED' ? packed : library.unpackers[codec]?.(packed, length);
  if (page.type === 'DATA_PAGE_V2' && data) {
    const behind = checkLevels(bytes, data, levels);
    if (!isLookedAt(data.encoding)) return;
    const rest = bytes.subarray(behind);
    const plain =
      data.is_compressed === false ? rest : unpack(rest, page.uncompressed_page_size - behind);
    const values = data.num_values - data.num_nulls;
    if (plain) checkEncoded(placeIn(plain), { ...data, ...of, values, isSecond: true }, library);
  } else if (page.type === 'DATA_PAGE' && old) {
    const { repetition, definition } = levels;
    if (repetition === 0 && definition === 0 && !isLookedAt(old.encoding)) return;
    const plain = unpack(bytes, page.uncompressed_page_size);
    if (!plain) return;
    const place = placeIn(plain);
    if (repetition > 0) checkSized(place, bitsOf(repetition), old.num_values);
    const before = place.offset;
    if (definition > 0) checkSized(place, bitsOf(definition), old.num_values);
    if (!isLookedAt(old.encoding)) return;
    const values = hasRuns(old.encoding)
      ? old.num_values
      : valuesAt({ ...place, offset: before }, definition, old.num_values, library);
    checkEncoded(place, { ...old, ...of, values, isSecond: false }, library);
  }
}

/** The levels of a page of the second kind, whose bytes are told; gives where its values begin. */
function checkLevels(
  bytes: Uint8Array,
  data: NonNullable<PageHeader['data_page_header_v2']>,
  { repetition, definition }: Levels,
): number {
  const first = data.repetition_levels_byte_length;
  const behind = first + data.definition_levels_byte_length;
  if (!(first >= 0 && behind >= first && behind <= bytes.length))
    throw new Error('the levels of a page lie outside it');
  const values = data.num_values;
  if (repetition > 0) checkRuns(placeIn(bytes.subarray(0, first)), bitsOf(repetition), values);
  if (definition > 0) checkRuns(placeIn(bytes.subarray(first, behind)), bitsOf(definition), values);
  return behind;
}

/** How many values of a page of the first kind are there: those whose level is the highest. */
function valuesAt(place: Place, definition: number, values: number, { runs }: Library): number {
  if (definition === 0) return values;
  const levels = new Array<number>(values);
  runs(place, bitsOf(definition), levels);
  return levels.reduce((sum, level) => sum + Number(level === definition), 0);
}

/** How the values of a page are written, and how many there are. */
interface Encoded {
  readonly encoding: string;
  readonly type: string;
  readonly width: number;
  readonly values: number;
  /** Whether the page is of the second kind. */
  readonly isSecond: boolean;
}

function checkEncoded(place: Place, encoded: Encoded, library: Library): void {
  const { encoding, type, width, values, isSecond } = encoded;
  if (hasRuns(encoding)) checkPlaces(place, encoding, values, isSecond);
  else if (encoding === 'DELTA_BYTE_ARRAY') checkSharedTexts(place, values, library.deltas);
  else if (encoding !== 'BYTE_STREAM_SPLIT') checkDeltas(place, values);
  else if (type === 'FIXED_LEN_BYTE_ARRAY' && values * width > place.view.byteLength)
    throw new Error('a page has more values than bytes');
}

const LOOKED_AT: ReadonlySet<string> = new Set([
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'BYTE_STREAM_SPLIT',
]);

function isLookedAt(encoding: string): boolean {
  return hasRuns(encoding) || LOOKED_AT.has(encoding);
}

function hasRuns(encoding: string): boolean {
  return encoding === 'RLE' || encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY';
}

/** Runs of values; those of a dictionary stand behind the bits of each. */
function checkPlaces(place: Place, encoding: string, values: number, isSecond: boolean): void {
  if (encoding === 'RLE') checkSized(place, 1, values);
  else if (place.offset < place.view.byteLength) {
    const bits = place.view.getUint8(place.offset++);
    if (bits > 32) throw new Error(`places in a dictionary have ${bits} bits`);
    // The old pages of a dictionary of one value have no runs.
    if (bits > 0 || isSecond) checkRuns(place, bits, values);
  }
}

/** Runs behind their length in bytes. */
function checkSized(place: Place, bits: number, values: number): void {
  const { view, offset } = place;
  const length = view.getUint32(offset, true);
  place.offset = offset + 4;
  checkRuns(place, bits, values);
  place.offset = offset + 4 + length;
}

function placeIn(bytes: Uint8Array): Place {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}
