import type { RawColumn, RawTable } from '../table/raw-table.js';
import { within } from '../util/errors.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { areFew } from './are-few.js';
import { doubtMarks } from './doubt-marks.js';
import { filledCells } from './filled-cells.js';
import { hasEnds } from './number-parts.js';
import type { TypedDates } from './other-clocks.js';
import type { ColumnSchema, Schema } from './schema.js';
import { settleBooleans } from './settle-booleans.js';
import { settleDates } from './settle-dates.js';
import { settleEnds } from './settle-ends.js';
import { settleClasses, settleLevels } from './settle-levels.js';
import { settleLists } from './settle-lists.js';
import { asTrained, settleNumbers } from './settle-numbers.js';
import { isUndecided, type OtherParser } from './settle-reading.js';
import { isPlain, valuesAsIs } from './values-as-is.js';

export interface SettleOptions {
  /** Whether cells are read as in training, although another reading fits them better. @default false */
  readonly force?: boolean | undefined;
}

/** What is read besides features: with 'required', labels and weights. */
export interface SettledColumns {
  readonly label?: 'required' | 'ignored';
}

/** A schema under which other rows than those of training are read, and what differs. */
export interface SettledSchema {
  readonly schema: Schema;
  readonly notes: readonly string[];
}

/**
 * The schema with parsers that read these rows: columns whose cells are all written in another form than in training, as
 * with a decimal comma or with days and months the other way round, are read so. Throws an AutofitError where the cells
 * do not show it clearly.
 */
export function settleSchema(
  raw: RawTable,
  schema: Schema,
  options: SettleOptions & SettledColumns = {},
): SettledSchema {
  return atOnce(settleSchemaInSteps(raw, schema, options));
}

/** As settleSchema, a step for each column. */
export function* settleSchemaInSteps(
  raw: RawTable,
  schema: Schema,
  { force = false, label = 'ignored' }: SettleOptions & SettledColumns = {},
): Steps<SettledSchema> {
  if (force) return { schema, notes: [] };
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const notes: string[] = [];
  const columns = yield* mapInSteps(schema.columns, (column) => {
    const own = byName.get(column.name);
    if (!own || !(column.role === 'feature' || label === 'required')) return column;
    const other = areFew(raw)
      ? unlessUndecided(() => otherParser(column, own, raw))
      : within(raw.source, () => otherParser(column, own, raw));
    if (!other) return column;
    if (typeof other === 'string') {
      notes.push(other);
      return column;
    }
    notes.push(...other.notes);
    return { ...column, parser: other.parser };
  });
  const { time } = schema;
  const parser = columns.find(({ name }) => name === time?.name)?.parser;
  return {
    schema: { ...schema, columns, time: time && parser ? { ...time, parser } : time },
    notes,
  };
}

/** What is found, or what to say where that is not clear: of few rows that is no mistake. */
function unlessUndecided(find: () => OtherParser | undefined): OtherParser | string | undefined {
  try {
    return find();
  } catch (thrown) {
    if (!isUndecided(thrown)) throw thrown;
    return `${thrown.message.replace(/\.$/, '')}: what cannot be read as in training is missing`;
  }
}

/** What reads the cells of a column, where it is another parser than its own or there is something to say. */
export function otherParser(
  column: ColumnSchema,
  raw: RawColumn,
  typed: TypedDates,
): OtherParser | undefined {
  const { parser, role, missing } = column;
  if (!parser || role === 'group') return undefined;
  if (parser.kind === 'text' || parser.kind === 'image') return undefined;
  const isPair = parser.kind === 'numeric' && hasEnds(parser);
  if (parser.kind === 'numeric' && !isPair && isPlain(parser) && valuesAsIs(parser, raw, missing)) {
    return asTrained(parser, doubtMarks(column, parser, raw));
  }
  const cells = filledCells(column, raw);
  switch (parser.kind) {
    case 'numeric': {
      const found = settleNumbers(column, parser, cells, raw);
      return isPair ? settleEnds(column, parser, cells, found) : found;
    }
    case 'datetime':
      return settleDates(column, parser, cells, typed);
    case 'boolean':
      return settleBooleans(column, parser, cells);
    case 'list':
      return settleLists(column, parser, cells);
    case 'categorical':
      return role === 'label' ? settleClasses(parser, cells) : settleLevels(column, parser, cells);
  }
}
