import { nameWords } from './name-words.js';
import type { ColumnSchema, NumberPart } from './schema.js';

/** Numbers of a table: a column's values, or a part of them. */
export interface NumbersName {
  readonly column: string;
  /** @default its values */
  readonly part?: NumberPart | undefined;
}

/** Where rows lie on the earth, in degrees. */
export interface Place {
  readonly latitude: NumbersName;
  readonly longitude: NumbersName;
}

const LATITUDE = new Set(
  'lat latitude latitud latitudine breitengrad breddegrad breddgrad breedtegraad'.split(' '),
);
const LONGITUDE = new Set(
  'lon lng long longitude longitud longitudine laengengrad längengrad lengdegrad längdgrad lengtegraad'.split(
    ' ',
  ),
);
/** Places of one table, at most. */
const MOST = 4;

/** The places that columns give by their names and ranges, or in pairs. */
export function placesIn(columns: readonly ColumnSchema[]): readonly Place[] {
  const numeric = columns.filter(
    ({ role, kind, parser }) => role === 'feature' && kind === 'numeric' && parser,
  );
  const pairs = numeric.flatMap(({ name, parser }): Place[] => {
    const parts = parser?.kind === 'numeric' ? (parser.parts ?? []) : [];
    if (!parts.includes('latitude') || !parts.includes('longitude')) return [];
    const of = (part: NumberPart) => ({ column: name, part });
    return [{ latitude: of('latitude'), longitude: of('longitude') }];
  });
  const latitudes = namedSo(numeric, LATITUDE, 90);
  const longitudes = namedSo(numeric, LONGITUDE, 180);
  const two = [...latitudes].flatMap(([rest, latitude]): Place[] => {
    const longitude = longitudes.get(rest);
    return longitude === undefined
      ? []
      : [{ latitude: { column: latitude }, longitude: { column: longitude } }];
  });
  return [...pairs, ...two].slice(0, MOST);
}

/** Columns with one of these words in their names and no number beyond this, by the rest of the name. */
function namedSo(
  columns: readonly ColumnSchema[],
  words: ReadonlySet<string>,
  most: number,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, range } of columns) {
    if (!range || range.low < -most || range.high > most) continue;
    const own = nameWords(name);
    const rest = own.filter((word) => !words.has(word)).join(' ');
    if (rest.length < own.join(' ').length && !found.has(rest)) found.set(rest, name);
  }
  return found;
}
