import { isRange } from './lone-part.js';
import { partsReader } from './number-reader.js';
import { END_NAMES, type NumberPart, type NumericParser } from './schema.js';
import type { WrittenCell } from './written-cell.js';
import type { Side } from './written-number.js';

/** Rows on another side than most, from which on it is told. */
const FEW = 3;
const WKT = /POINT/i;
const DIRECTION = /\d\s?°?\s?[NSEW]/i;
/** Names of columns that hold places. */
const PLACE =
  /(?:^|[^a-z])(?:geo|geo[-_ ]?(?:point|location|pos)|gps|coord|coords|coordinates?|koordinaten?|location|position|lat[-_ ]?(?:lon|lng|long)|(?:lon|lng|long)[-_ ]?lat|point|place)(?:[^a-z]|$)/i;
/** Also what GeoJSON calls them. */
const LONGITUDE_FIRST = /(?:lon|lng|long|longitude)[-_ ,/]?lat|geometry[._]coordinates/i;
/** Numbers of two places are written with so many digits behind their mark, by name or not. */
const FINE = /[.,]\d{3}/;

/** The sides of bounds as a part, where a few rows differ from the others in it. */
export function boundPart(cells: readonly WrittenCell[]): readonly ['bound'] | undefined {
  const rowsOf = new Map<Side, number>();
  for (const { rows, written } of cells) {
    if (written) rowsOf.set(written.side, (rowsOf.get(written.side) ?? 0) + rows);
  }
  const [, others = 0] = [...rowsOf.values()].sort((a, b) => b - a);
  return others >= FEW ? ['bound'] : undefined;
}

/** A format with the names of its two numbers, by these cells that hold both. */
export function withEnds(
  parser: NumericParser,
  name: string,
  cells: readonly string[],
): NumericParser {
  const ends = endNames(parser, name, cells);
  if (!ends) return parser;
  const directed = parser.form === 'point' && cells.every(saysWhich);
  return { ...parser, ...(directed && { directed }), parts: [...ends, ...(parser.parts ?? [])] };
}

/** Whether a point says which of its numbers is which. */
export function saysWhich(cell: string): boolean {
  return WKT.test(cell) || DIRECTION.test(cell);
}

/** Whether a column has two numbers a cell. */
export function hasEnds(parser: Pick<NumericParser, 'parts'>): boolean {
  return endsOf(parser).length > 0;
}

/** What the two numbers of a cell are; none where it has one. */
export function endsOf({ parts = [] }: Pick<NumericParser, 'parts'>): readonly NumberPart[] {
  return parts.filter((part) => part !== 'bound');
}

function endNames(
  parser: NumericParser,
  name: string,
  cells: readonly string[],
): (typeof END_NAMES)[number] | undefined {
  const [plain, range, axes, northFirst, eastFirst] = END_NAMES;
  if (parser.form === 'pair') return plain;
  if (isRange(parser.form)) return range;
  if (parser.form !== 'point') return undefined;
  const [first, second] = farthest(parser, cells);
  if (WKT.test(cells[0] ?? '')) return first <= 90 && second <= 180 ? northFirst : axes;
  if (DIRECTION.test(cells[0] ?? '')) return northFirst;
  const areFine = 2 * cells.filter((cell) => FINE.test(cell)).length > cells.length;
  if (!PLACE.test(name) && !areFine) return plain;
  const isEastFirst = LONGITUDE_FIRST.test(name) || first > 90;
  if (isEastFirst && first <= 180 && second <= 90) return eastFirst;
  return first <= 90 && second <= 180 ? northFirst : plain;
}

/** How far from 0 the two numbers of cells are at most. */
function farthest(parser: NumericParser, cells: readonly string[]): readonly [number, number] {
  const read = partsReader({ ...parser, parts: ['first', 'second'] });
  let [first, second] = [0, 0];
  for (const cell of cells) {
    const [a = 0, b = 0] = read(cell) ?? [];
    first = Math.max(first, Math.abs(a));
    second = Math.max(second, Math.abs(b));
  }
  return [first, second];
}
