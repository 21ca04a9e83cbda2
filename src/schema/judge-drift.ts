import { faultText } from '../table/picture-cells.js';
import { FORM } from '../table/plain-number.js';
import { codedCells, otherTexts, rowCount } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { UNSEEN } from '../table/table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { areFew } from './are-few.js';
import { cellReader } from './cell-reader.js';
import { filledCells } from './filled-cells.js';
import { listItems } from './list-items.js';
import { missingNumbers } from './missing-tokens.js';
import { type ColumnSchema, featureColumns, type Parser, type Schema } from './schema.js';
import type { SettleOptions } from './settle-schema.js';
import { isPlain } from './values-as-is.js';

/**
 * How the cells of a table differ from those that were trained on, one sentence for each column and way. Throws an
 * AutofitError where more than half of a column's cells cannot be read, unless that is told to be right or rows are few.
 */
export function judgeDrift(
  raw: RawTable,
  schema: Schema,
  options: SettleOptions = {},
): readonly string[] {
  return atOnce(judgeDriftInSteps(raw, schema, options));
}

/** As judgeDrift, a step for each column. */
export function* judgeDriftInSteps(
  raw: RawTable,
  schema: Schema,
  { force = false }: SettleOptions = {},
): Steps<readonly string[]> {
  const isJudged = !force && !areFew(raw);
  const drifts = yield* columnDriftsInSteps(raw, schema);
  if (isJudged) checkDrifts(schema, drifts, raw.source);
  return describeDrifts(schema, drifts, raw.columns);
}

/** How the cells of each feature differ from those that were trained on, by its place; undefined where there is no column. */
export type ColumnDrifts = readonly (Drift | undefined)[];

export function columnDrifts(raw: RawTable, schema: Schema): ColumnDrifts {
  return atOnce(columnDriftsInSteps(raw, schema));
}

function* columnDriftsInSteps(raw: RawTable, schema: Schema): Steps<ColumnDrifts> {
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  return yield* mapInSteps(featureColumns(schema), (column) => {
    const own = byName.get(column.name);
    return own && column.parser ? driftOf(column, column.parser, own) : undefined;
  });
}

/** Those of rows that follow each other. */
export function addDrifts(first: ColumnDrifts, second: ColumnDrifts): ColumnDrifts {
  return first.map((own, i) => {
    const other = second[i];
    if (!own || !other) return own ?? other;
    return {
      rows: own.rows + other.rows,
      filled: own.filled + other.filled,
      strange: own.strange + other.strange,
      unread: own.unread + other.unread,
      example: own.example || other.example,
    };
  });
}

/** Throws an AutofitError where more than half of a column's filled cells, and of so many at least, cannot be read. */
export function checkDrifts(schema: Schema, drifts: ColumnDrifts, source: string, least = 0): void {
  for (const [i, column] of featureColumns(schema).entries()) {
    const drift = drifts[i];
    if (!drift || drift.filled < least || 2 * drift.unread <= drift.filled) continue;
    throw mostlyUnread(column, drift, source);
  }
}

/** A sentence for each column and way, and one on their order. */
export function describeDrifts(
  schema: Schema,
  drifts: ColumnDrifts,
  columns: readonly { readonly name: string }[],
): readonly string[] {
  const notes = featureColumns(schema).flatMap((column, i) => {
    const drift = drifts[i];
    return drift && column.parser ? describe(column, column.parser, drift) : [];
  });
  return isReordered(columns, schema)
    ? [...notes, 'the columns stand in another order than in training: they are found by name']
    : notes;
}

/** Rows of a column. */
export interface Drift {
  readonly rows: number;
  readonly filled: number;
  /** That hold what training did not. */
  readonly strange: number;
  /** That hold what nothing can be made of: a new level is none of these. */
  readonly unread: number;
  readonly example: string;
}

/** What a parser makes of a cell. */
export type KnownCell = 'known' | 'strange' | 'unread';

function driftOf(column: ColumnSchema, parser: Parser, raw: RawColumn): Drift {
  if (parser.kind === 'image') return pictureDrift(raw);
  const judge = judgeCells(parser);
  const plain = plainNumbers(column, parser, raw);
  let [filled, strange, unread] = [plain?.rows ?? 0, 0, 0];
  let example = '';
  for (const [cell, rows] of filledCells(column, plain?.others ?? raw)) {
    filled += rows;
    const known = judge(cell);
    if (known === 'known') continue;
    strange += rows;
    if (known === 'unread') unread += rows;
    example ||= cell;
  }
  return { rows: rowCount(raw), filled, strange, unread, example };
}

/** Pictures are judged when they are read. */
function pictureDrift(raw: RawColumn): Drift {
  const { codes, pictures } = codedCells(raw);
  if (!pictures) throw new Error(`no pictures were read of ${raw.name}`);
  const { lists, broken } = pictures;
  let [filled, strange, unread] = [0, 0, 0];
  for (const code of codes) {
    const isBroken = broken.has(code);
    const isEmpty = lists[code]?.length === 0;
    if (isBroken || !isEmpty) filled++;
    if (isBroken) strange++;
    if (isBroken && isEmpty) unread++;
  }
  const [first] = broken.values();
  const example = first ? faultText(first) : '';
  return { rows: rowCount(raw), filled, strange, unread, example };
}

/** The rows of plain numbers that are not missing, and the other cells, where a parser is known to read those; texts of them are not made. */
function plainNumbers({ missing }: ColumnSchema, parser: Parser, raw: RawColumn) {
  if (parser.kind !== 'numeric' || raw.kind !== 'numbers') return undefined;
  if (!isPlain(parser) || parser.hexadecimal || parser.parts) return undefined;
  const out = missingNumbers(missing);
  let rows = 0;
  for (const [row, form] of raw.forms.entries()) {
    if (form === FORM.text || form === FORM.empty) continue;
    if (!out.has(raw.numbers[row] ?? Number.NaN)) rows++;
  }
  return { rows, others: otherTexts(raw) };
}

function describe(
  { name, evidence }: ColumnSchema,
  { kind }: Parser,
  { rows, filled, strange, example }: Drift,
): string[] {
  const of = (count: number) =>
    `${count.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows`;
  const notes: string[] = [];
  const isNone = strange > 1 && strange === filled && (kind === 'categorical' || kind === 'list');
  const none = isNone ? ', and not one that training knew' : '';
  if (strange > 0) {
    const shown = kind === 'image' ? example : `"${example}"`;
    notes.push(`${of(strange)} had ${STRANGE[kind]} in ${name} (${shown})${none}`);
  }
  if (filled < rows && evidence.missing === 0) {
    notes.push(`${of(rows - filled)} had no value in ${name}, which training always had`);
  }
  return notes;
}

const STRANGE: Readonly<Record<Parser['kind'], string>> = {
  categorical: 'unseen levels',
  boolean: 'neither yes nor no',
  numeric: 'text that is no number',
  datetime: 'text that is no date',
  text: 'unseen texts',
  list: 'no list of known items',
  image: 'a picture that cannot be read',
};

function mostlyUnread(
  { name, kind }: ColumnSchema,
  { filled, unread, example }: Drift,
  source: string,
): AutofitError {
  const some = `${unread.toLocaleString('en-US')} of ${countOf(filled, 'filled cell')}`;
  if (kind === 'image') return mostlyBroken(name, some, example, source);
  return new AutofitError(
    'MOSTLY_UNREAD',
    `${source}: column "${name}" was ${kind} in training, and ${some} cannot be read so, such as "${example}".`,
    {
      file: source,
      hint: 'Check that this is the right file and write the column as in training, or fit again with `types`; `force: true` reads what cannot be read as missing.',
    },
  );
}

function mostlyBroken(name: string, some: string, example: string, source: string): AutofitError {
  const message = `${source}: the pictures of ${some} in "${name}" cannot be read: ${example}.`;
  return new AutofitError('MOSTLY_UNREAD', message, {
    file: source,
    hint: '`images` names the folder that paths start from; `force: true` predicts without pictures.',
  });
}

/** Tells of each trimmed cell that is not missing what a parser makes of it. */
export function judgeCells(parser: Parser): (cell: string) => KnownCell {
  switch (parser.kind) {
    case 'categorical': {
      const read = cellReader(parser);
      return (cell) => (read(cell) === UNSEEN ? 'strange' : 'known');
    }
    case 'text':
    case 'image':
      return () => 'known';
    case 'list': {
      const items = new Set(parser.items);
      return (cell) => {
        const own = listItems(parser.separator, cell);
        if (!own) return 'unread';
        return own.length === 0 || own.some((item) => items.has(item)) ? 'known' : 'strange';
      };
    }
    default: {
      const read = cellReader(parser);
      return (cell) => {
        const value = read(cell);
        return Number.isNaN(value) ? 'unread' : Number.isFinite(value) ? 'known' : 'strange';
      };
    }
  }
}

function isReordered(columns: readonly { readonly name: string }[], schema: Schema): boolean {
  const places = new Map(schema.columns.map(({ name }, place) => [name, place]));
  const found = columns.flatMap(({ name }) => places.get(name) ?? []);
  return found.some((place, i) => place < (found[i - 1] ?? place));
}
