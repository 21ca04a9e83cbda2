import { createZipCheck, type ZipEntry, zipSums } from './zip-sums.js';

/** Rows and columns that a sheet has at most. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Places up to the farthest cells that any workbook may have, and for each cell that it writes. */
const FREE_PLACES = 2 ** 24;
const PLACES_PER_CELL = 32;
/** Bytes that any workbook may unpack to, its pictures among them, and for each byte that it has. */
const FREE_BYTES = 2 ** 27;
const BYTES_PER_BYTE = 100;

/** Parts that are read. */
const READ = /\.xml(?:\.rels)?$/;

/**
 * Throws where a part of a workbook is not what was packed, or where reading it would take more memory than what it writes
 * explains: its reader unpacks all parts and makes a cell for each place up to the farthest one.
 */
export async function checkExcel(bytes: Uint8Array): Promise<void> {
  const { strFromU8, unzip } = await import('fflate');
  const parts = await unpacked(bytes, unzip);
  let [places, cells] = [0, 0];
  let farthest = '';
  for (const part of Object.values(parts)) {
    const extent = extentOf(strFromU8(part));
    if (extent.rows * extent.columns > places) farthest = extent.farthest;
    places += extent.rows * extent.columns;
    cells += extent.cells;
  }
  if (places > Math.max(FREE_PLACES, PLACES_PER_CELL * cells)) {
    throw new Error(
      `up to the cell ${farthest} it has room for ${places} cells, of which ${cells} are written: delete what lies apart from the table`,
    );
  }
}

async function unpacked(
  bytes: Uint8Array,
  unzip: typeof import('fflate').unzip,
): Promise<Record<string, Uint8Array>> {
  const sums = zipSums(bytes);
  const entries: ZipEntry[] = [];
  let room = Math.max(FREE_BYTES, BYTES_PER_BYTE * bytes.length);
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    entries.push({ name, originalSize, sum: sums[entries.length] });
    room -= originalSize;
    if (room < 0) throw new Error('it unpacks to far more than its size');
    return READ.test(name);
  };
  const parts = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    unzip(bytes, { filter }, (error, found) => (error ? reject(error) : resolve(found)));
  });
  for (const entry of entries) {
    const part = parts[entry.name];
    if (!part) continue;
    const check = createZipCheck(entry);
    check.take(part);
    check.end();
  }
  return parts;
}

interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  readonly farthest: string;
}

/** Where the cells of a part of XML lie; of what is no sheet nowhere. */
function extentOf(xml: string): Extent {
  let [rows, columns, cells] = [0, 0, 0];
  let farthest = '';
  if (!xml.includes('sheetData')) return { rows, columns, cells, farthest };
  for (const [, , place = ''] of xml.matchAll(/\sr\s*=\s*(["'])(.*?)\1/gs)) {
    const { row, column } = placeOf(place);
    if (column > 0 && (row >= rows || column > columns)) farthest = place;
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
    if (column > 0) cells++;
  }
  return { rows, columns, cells, farthest };
}

/** Of `B7` row 7 and column 2, of a row's `7` row 7 and column 0; read as loosely as the workbook's reader does. */
function placeOf(place: string): { readonly row: number; readonly column: number } {
  const letters = place.search(/\d/);
  if (letters < 0) return { row: 0, column: 0 };
  let column = 0;
  for (let i = 0; i < letters; i++) column = 26 * column + place.charCodeAt(i) - 64;
  const row = Number(place.slice(letters));
  if (place.includes('&') || row > MOST_ROWS || column > MOST_COLUMNS) {
    throw new Error(`it has a cell at ${place.slice(0, 40)}, which no sheet has`);
  }
  return { row: Number.isNaN(row) ? 0 : row, column };
}
