import { codedCells } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { UNSEEN } from '../table/table.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { cellReader } from './cell-reader.js';
import { listItems } from './list-items.js';
import { type IsMissing, isMissingAmongNumbers, missingUnder } from './missing-tokens.js';
import { isNoDate } from './no-dates.js';
import { type ColumnSchema, featureColumns, type Parser, type Schema } from './schema.js';

/** How the cells of a table differ from those that were trained on, one sentence for each column and way. */
export function describeDrift(raw: RawTable, schema: Schema): readonly string[] {
  return atOnce(describeDriftInSteps(raw, schema));
}

/** As describeDrift, a step for each column. */
export function* describeDriftInSteps(raw: RawTable, schema: Schema): Steps<readonly string[]> {
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const found = yield* mapInSteps(featureColumns(schema), (column) => {
    const own = byName.get(column.name);
    return own ? driftOf(column, own) : [];
  });
  const notes = found.flat();
  return isReordered(raw, schema)
    ? [...notes, 'the columns stand in another order than in training: they are found by name']
    : notes;
}

function driftOf(column: ColumnSchema, raw: RawColumn): string[] {
  const { name, parser, evidence } = column;
  if (!parser) return [];
  const isMissing = missingIn(column);
  const isKnown = knownCells(parser);
  const { codes, values } = codedCells(raw);
  const rowsOfCode = new Float64Array(values.length);
  for (const code of codes) rowsOfCode[code] = (rowsOfCode[code] ?? 0) + 1;
  let missing = 0;
  let strange = 0;
  let example = '';
  for (const [code, value] of values.entries()) {
    const cell = value.trim();
    if (isMissing(cell)) missing += rowsOfCode[code] ?? 0;
    else if (!isKnown(cell)) {
      strange += rowsOfCode[code] ?? 0;
      example ||= cell;
    }
  }
  const of = (rows: number) =>
    `${rows.toLocaleString('en-US')} of ${codes.length.toLocaleString('en-US')} rows`;
  const notes: string[] = [];
  if (strange > 0)
    notes.push(`${of(strange)} had ${STRANGE[parser.kind]} in ${name} ("${example}")`);
  if (missing > 0 && evidence.missing === 0) {
    notes.push(`${of(missing)} had no value in ${name}, which training always had`);
  }
  return notes;
}

/** What says that there is no value: of numbers and dates, more words than of others. */
function missingIn({ parser, missing }: ColumnSchema): IsMissing {
  const isMissing = missingUnder(missing);
  if (parser?.kind === 'datetime') return (cell) => isMissing(cell) || isNoDate(cell);
  const isNumber = parser?.kind === 'numeric';
  return isNumber ? (cell) => isMissing(cell) || isMissingAmongNumbers(cell) : isMissing;
}

const STRANGE: Readonly<Record<Parser['kind'], string>> = {
  categorical: 'unseen levels',
  boolean: 'neither yes nor no',
  numeric: 'text that is no number',
  datetime: 'text that is no date',
  text: 'unseen texts',
  list: 'no list of known items',
};

function knownCells(parser: Parser): (cell: string) => boolean {
  switch (parser.kind) {
    case 'categorical': {
      const read = cellReader(parser);
      return (cell) => read(cell) !== UNSEEN;
    }
    case 'text':
      return () => true;
    case 'list': {
      const items = new Set(parser.items);
      return (cell) => {
        const own = listItems(parser.separator, cell);
        return own !== undefined && (own.length === 0 || own.some((item) => items.has(item)));
      };
    }
    default: {
      const read = cellReader(parser);
      return (cell) => Number.isFinite(read(cell));
    }
  }
}

function isReordered(raw: RawTable, schema: Schema): boolean {
  const places = new Map(schema.columns.map(({ name }, place) => [name, place]));
  const found = raw.columns.flatMap(({ name }) => places.get(name) ?? []);
  return found.some((place, i) => place < (found[i - 1] ?? place));
}
