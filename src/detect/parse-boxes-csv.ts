import { CsvError, parse } from 'csv-parse/sync';
import { badBoxes } from './bad-boxes.js';
import type { WrittenBox, WrittenBoxes, WrittenImage } from './boxes-table.js';
import { decimalNumber } from './decimal-number.js';

/** Names that the columns have in files that people have. */
const NAMES = {
  image: ['image', 'filename', 'file', 'file_name', 'path', 'image_path', 'image_id'],
  label: ['label', 'class', 'class_name', 'name', 'category'],
  x1: ['x1', 'xmin', 'x_min', 'left'],
  y1: ['y1', 'ymin', 'y_min', 'top'],
  x2: ['x2', 'xmax', 'x_max', 'right'],
  y2: ['y2', 'ymax', 'y_max', 'bottom'],
} as const;
/** Of the size of a picture, which need not be there. */
const SIZES = {
  width: ['width', 'image_width', 'img_width'],
  height: ['height', 'image_height', 'img_height'],
} as const;
type ColumnName = keyof typeof NAMES;
const EDGES = ['x1', 'y1', 'x2', 'y2'] as const;
type Edge = (typeof EDGES)[number];
const DELIMITERS = [',', ';', '\t'];

/** Whether a first line names the columns of boxes. */
export function isBoxesHeader(line: string): boolean {
  return delimiterOf(line) !== undefined;
}

/** The one between the columns of boxes that a first line names; undefined where it does not name them. */
function delimiterOf(line: string): string | undefined {
  const header = line.replace(/^\ufeff/, '');
  return DELIMITERS.find((delimiter) =>
    Object.values(columnsOf(header.split(delimiter), NAMES)).every((place) => place >= 0),
  );
}

/**
 * Reads a CSV with a box a row; a row with a picture alone says that there is nothing on it. Throws an AutofitError with the
 * line for what cannot be meant.
 */
export function parseBoxesCsv(text: string, file: string): WrittenBoxes {
  const [header, ...rows] = recordsOf(text, file);
  const columns = columnsOf(header?.cells ?? [], NAMES);
  const sizes = columnsOf(header?.cells ?? [], SIZES);
  const missing = Object.keys(NAMES).filter((name) => columns[name as ColumnName] < 0);
  if (missing.length > 0)
    throw badBoxes(`it has no column ${missing.join(', ')}`, { file, line: 1 });
  const places = new Map<string, number>();
  const images: WrittenImage[] = [];
  const boxes: WrittenBox[] = [];
  const told: ToldSize[] = [];
  for (const { cells, line } of rows) {
    const place = { file, line };
    const cell = (name: ColumnName) => cells[columns[name]]?.trim() ?? '';
    const name = cell('image');
    if (name === '') throw badBoxes('a row names no picture', place);
    const image = places.get(name) ?? images.length;
    if (image === images.length) {
      places.set(name, image);
      images.push({ name, width: undefined, height: undefined, place });
    }
    const size = { width: sizeIn(cells[sizes.width]), height: sizeIn(cells[sizes.height]) };
    const written = [cell('label'), ...EDGES.map(cell)];
    const isBox = written.some((value) => value !== '');
    told.push({ image, place, ...size, box: isBox ? boxes.length : undefined });
    if (!isBox) continue;
    if (written[0] === '') throw badBoxes('a box has no label', place);
    const edge = (name: Edge) => numberIn(cell(name), name, place);
    const corners = { x1: edge('x1'), y1: edge('y1'), x2: edge('x2'), y2: edge('y2') };
    boxes.push({ image, label: cell('label'), ...corners, crowd: false, place });
  }
  return { images: withSizes(images, told, boxes), boxes };
}

/** What a row says of the size of its picture. */
interface ToldSize {
  readonly image: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** The place of its box; undefined of a row without one. */
  readonly box: number | undefined;
  readonly place: WrittenBox['place'];
}

/** Pictures with the size that their rows say, unless that is the size of the boxes. Throws an AutofitError for two sizes of one. */
function withSizes(
  images: readonly WrittenImage[],
  told: readonly ToldSize[],
  boxes: readonly WrittenBox[],
): readonly WrittenImage[] {
  // A row without a size, or without a box, says nothing against what others say.
  const sized = told.filter(
    ({ box, width, height }) => box !== undefined && (width ?? height) !== undefined,
  );
  const isOfBox = ({ box = -1, ...own }: ToldSize) => {
    const { x1, y1, x2, y2 } = boxes[box] ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
    const { width = x2 - x1, height = y2 - y1 } = own;
    return Math.abs(x2 - x1 - width) <= 1 && Math.abs(y2 - y1 - height) <= 1;
  };
  if (sized.length > 0 && sized.every(isOfBox)) return images;
  const sizes = new Map<number, Pick<ToldSize, 'width' | 'height'>>();
  for (const own of told) {
    const { width = own.width, height = own.height } = sizes.get(own.image) ?? {};
    const said = { width: own.width ?? width, height: own.height ?? height };
    if (said.width !== width || said.height !== height) {
      throw badBoxes(
        `its picture has two sizes, ${width} x ${height} and ${said.width} x ${said.height}`,
        own.place,
      );
    }
    sizes.set(own.image, { width, height });
  }
  return images.map((image, i) => ({ ...image, ...sizes.get(i) }));
}

function sizeIn(cell: string | undefined): number | undefined {
  const value = decimalNumber(cell?.trim());
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

function numberIn(cell: string, edge: string, place: WrittenBox['place']): number {
  const value = decimalNumber(cell);
  if (!Number.isFinite(value)) {
    throw badBoxes(`"${cell}" in the column ${edge} is no number`, place);
  }
  return value;
}

function columnsOf<Name extends string>(
  header: readonly string[],
  known: Readonly<Record<Name, readonly string[]>>,
): Readonly<Record<Name, number>> {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/^"(.*)"$/, '$1'),
  );
  const placeOf = (column: Name) => {
    const found = known[column].map((name) => names.indexOf(name)).filter((place) => place >= 0);
    return found[0] ?? -1;
  };
  const entries = Object.keys(known).map((name) => [name, placeOf(name as Name)]);
  return Object.fromEntries(entries) as Record<Name, number>;
}

interface CsvRecord {
  readonly cells: readonly string[];
  /** On which it ends. */
  readonly line: number;
}

function recordsOf(text: string, file: string): readonly CsvRecord[] {
  const [first = ''] = /[^\ufeff\r\n]+/.exec(text) ?? [];
  const delimiter = delimiterOf(first) ?? DELIMITERS;
  const records: CsvRecord[] = [];
  const keep = (cells: string[], { lines }: { readonly lines: number }) => {
    records.push({ cells, line: lines });
    return null;
  };
  try {
    parse(text, { bom: true, skip_empty_lines: true, delimiter, on_record: keep });
    return records;
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const { lines } = thrown;
    throw badBoxes(thrown.message, { file, ...(typeof lines === 'number' && { line: lines }) });
  }
}
