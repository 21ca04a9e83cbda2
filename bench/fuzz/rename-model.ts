import type { Row } from '../../src/table/flat-row.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { CODE_TEXTS, HOSTILE_TEXTS, oneOf } from './hostile-values.js';

/** Names in a model's JSON that people see: what stands under these keys, lists of texts included. */
const NAMED = new Set([
  ...['label', 'name', 'names', 'levels', 'classes', 'positive', 'items', 'yes', 'no', 'unit'],
  ...[
    'currency',
    'source',
    'terms',
    'slotNames',
    'autofit',
    'reason',
    'metric',
    'family',
    'preset',
  ],
]);

/** A name and what it is called instead. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** A name of a model's JSON that is to be called by what becomes code where nobody escapes it. */
export function drawName(state: Json, random: Random): Renamed {
  const names = new Set<string>();
  collect(state, false, names);
  const to = random.integer(4) === 0 ? oneOf(HOSTILE_TEXTS, random) : oneOf(CODE_TEXTS, random);
  return { from: oneOf([...names], random), to };
}

function collect(value: Json, isNamed: boolean, into: Set<string>): void {
  if (typeof value === 'string') {
    if (isNamed) into.add(value);
    return;
  }
  if (Array.isArray(value)) {
    for (const own of value) collect(own, isNamed, into);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, own] of Object.entries(value)) collect(own, NAMED.has(key), into);
}

/** The JSON with the name wherever it stands, as a text or as a key: what belongs together still does. */
export function renamed(value: Json, name: Renamed): Json {
  if (typeof value === 'string') return value === name.from ? name.to : value;
  if (Array.isArray(value)) return value.map((own) => renamed(own, name));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, own]) => [
    key === name.from ? name.to : key,
    renamed(own, name),
  ]);
  return Object.fromEntries(entries) as Json;
}

/** Rows with columns, and cells, of that name. */
export function renamedRows(rows: readonly Row[], name: Renamed): readonly Row[] {
  return rows.map((row) => renamed(row as Json, name) as Row);
}
