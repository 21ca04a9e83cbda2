import type { AsyncBuffer, ColumnMetaData, PageHeader, RowGroup, SchemaTree } from 'hyparquet';
import { checkRuns, type Place } from './parquet-runs.js';

/** Values that a column of a row group may have, and for each byte of it. */
const FREE_VALUES = 2 ** 23;
const VALUES_PER_BYTE = 1000;
/** Bytes that a page may unpack to, and for each byte that it has. */
const FREE_BYTES = 2 ** 26;
const BYTES_PER_BYTE = 1100;

/** Unpacks pages by codec; of a codec that is not there the pages are not looked into. */
export type Unpackers = Readonly<Record<string, (bytes: Uint8Array, length: number) => Uint8Array>>;

/** Reads the head of a page and goes behind it. */
type ReadHead = (place: Place) => PageHeader;

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
  const { parquetHeader } = await import('hyparquet/src/column.js');
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
    checkPages({ view: new DataView(bytes), offset: 0 }, column, levelsOf(schema, column), {
      head: parquetHeader,
      unpackers,
    });
  }
}

/** How deep repeated and missing values of a column are nested. */
interface Levels {
  readonly repetition: number;
  readonly definition: number;
}

function levelsOf(schema: SchemaTree, { path_in_schema: path }: ColumnMetaData): Levels {
  let [repetition, definition] = [0, 0];
  let tree = schema;
  for (const name of path) {
    const child = tree.children.find(({ element }) => element.name === name);
    if (!child) throw new Error(`the column "${path.join('.')}" is not in the schema`);
    if (child.element.repetition_type === 'REPEATED') repetition++;
    if (child.element.repetition_type !== 'REQUIRED') definition++;
    tree = child;
  }
  return { repetition, definition };
}

interface Reading {
  readonly head: ReadHead;
  readonly unpackers: Unpackers;
}

function checkPages(
  place: Place,
  column: ColumnMetaData,
  levels: Levels,
  { head, unpackers }: Reading,
): void {
  const { view } = place;
  let left = Number(column.num_values);
  // As the file's library does: a last byte is no page.
  while (left > 0 && place.offset < view.byteLength - 1) {
    const page = head(place);
    const size = Number(page.compressed_page_size);
    const unpacked = Number(page.uncompressed_page_size);
    if (!(size >= 0 && size <= view.byteLength - place.offset))
      throw new Error('a page lies outside its column');
    if (!(unpacked >= 0 && unpacked <= Math.max(FREE_BYTES, BYTES_PER_BYTE * size)))
      throw new Error(`a page of ${size} bytes unpacks to ${unpacked}`);
    left -= checkCounts(page, left, unpacked);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + place.offset, size);
    checkLevels(bytes, page, column, levels, unpackers);
    place.offset += size;
  }
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

/** The runs of a page: its levels, and the places of values in a dictionary. */
function checkLevels(
  bytes: Uint8Array,
  page: PageHeader,
  { codec }: ColumnMetaData,
  { repetition, definition }: Levels,
  unpackers: Unpackers,
): void {
  const { data_page_header: old, data_page_header_v2: data } = page;
  const unpack = (packed: Uint8Array, length: number) =>
    codec === 'UNCOMPRESSED' ? packed : unpackers[codec]?.(packed, length);
  if (page.type === 'DATA_PAGE_V2' && data) {
    const [first, second] = [
      data.repetition_levels_byte_length,
      data.definition_levels_byte_length,
    ];
    if (!(first >= 0 && second >= 0 && first + second <= bytes.length))
      throw new Error('the levels of a page lie outside it');
    const values = data.num_values;
    if (repetition > 0) checkRuns(placeIn(bytes.subarray(0, first)), bitsOf(repetition), values);
    if (definition > 0) {
      checkRuns(placeIn(bytes.subarray(first, first + second)), bitsOf(definition), values);
    }
    if (!hasRuns(data.encoding)) return;
    const rest = bytes.subarray(first + second);
    const length = page.uncompressed_page_size - first - second;
    const plain = data.is_compressed === false ? rest : unpack(rest, length);
    if (plain) checkPlaces(placeIn(plain), data.encoding, values - data.num_nulls, true);
  } else if (page.type === 'DATA_PAGE' && old) {
    if (repetition === 0 && definition === 0 && !hasRuns(old.encoding)) return;
    const plain = unpack(bytes, page.uncompressed_page_size);
    if (!plain) return;
    const place = placeIn(plain);
    if (repetition > 0) checkSized(place, bitsOf(repetition), old.num_values);
    if (definition > 0) checkSized(place, bitsOf(definition), old.num_values);
    if (hasRuns(old.encoding)) checkPlaces(place, old.encoding, old.num_values, false);
  }
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
