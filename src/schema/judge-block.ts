import type { RawColumn, RawTable } from '../table/raw-table.js';
import { AutofitError, within } from '../util/errors.js';
import { filledCells } from './filled-cells.js';
import { type ColumnDrifts, checkDrifts, columnDrifts, judgeCells } from './judge-drift.js';
import type { ColumnSchema, Parser, Schema } from './schema.js';
import { differInMarksAlone } from './settle-numbers.js';
import { isUndecided, type OtherParser } from './settle-reading.js';
import { otherParser, type SettleOptions } from './settle-schema.js';

/** Filled cells of a column in a block from which on they say how the column is written. */
const ENOUGH = 20;

/** How some rows of a table are read of which the first rows have settled how they are written; plain data but for the schema. */
export interface JudgedBlock {
  /** The settled schema, with what the cells of these rows show besides: spellings of levels, marks at numbers. */
  readonly schema: Schema;
  readonly found: readonly BlockFinding[];
  readonly drifts: ColumnDrifts;
}

/** What a column of a block has that the settled schema does not say. */
export interface BlockFinding {
  readonly name: string;
  /** Cells that are read as levels, and as which. */
  readonly spellings: readonly (readonly [cell: string, level: string])[];
  readonly notes: readonly string[];
}

/**
 * Judges a block by itself. Only what reads every cell as the settled schema does, where that reads it, is read otherwise;
 * throws an AutofitError, in the name of the block's source, where its cells show another form or most of a column cannot be read.
 */
export function judgeBlock(
  raw: RawTable,
  settled: Schema,
  { force = false }: SettleOptions = {},
): JudgedBlock {
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const found: BlockFinding[] = [];
  const columns = settled.columns.map((column) => {
    const own = column.role === 'feature' ? byName.get(column.name) : undefined;
    const other = own && !force ? judgeColumn(raw, column, own) : undefined;
    if (!other) return column;
    const spellings = newSpellings(column.parser, other.parser);
    found.push({ name: column.name, spellings, notes: spellings.length > 0 ? [] : other.notes });
    return { ...column, parser: other.parser };
  });
  const schema = { ...settled, columns };
  const drifts = columnDrifts(raw, schema);
  if (!force) checkDrifts(schema, drifts, raw.source, ENOUGH);
  return { schema, found, drifts };
}

function judgeColumn(
  table: RawTable,
  column: ColumnSchema,
  raw: RawColumn,
): OtherParser | undefined {
  const { source } = table;
  const other = unlessFew(column, raw, () => within(source, () => otherParser(column, raw, table)));
  if (!other || readsAsWell(column.parser, other.parser)) return other;
  if (areFewUnread(column, raw)) return undefined;
  const [said = ''] = other.notes;
  throw new AutofitError(
    'OTHER_FORM',
    `${source}: column "${column.name}" is written in another form than in the rows above.`,
    {
      hint: `Of these rows alone: ${said}. Write the column in one form, or read it as in training by \`force: true\`: what cannot be read so is missing.`,
    },
  );
}

/** What is found; of few cells nothing where that is not clear: what cannot be read is told with that of all blocks. */
function unlessFew(
  column: ColumnSchema,
  raw: RawColumn,
  find: () => OtherParser | undefined,
): OtherParser | undefined {
  try {
    return find();
  } catch (thrown) {
    if (!isUndecided(thrown) || !areFewUnread(column, raw)) throw thrown;
    return undefined;
  }
}

/** Whether cells are few and the settled form reads none of them, so that none is read wrongly. */
function areFewUnread(column: ColumnSchema, raw: RawColumn): boolean {
  if (!column.parser) return false;
  const cells = filledCells(column, raw);
  const judge = judgeCells(column.parser);
  const filled = cells.reduce((sum, [, rows]) => sum + rows, 0);
  return filled < ENOUGH && cells.every(([cell]) => judge(cell) !== 'known');
}

/** Whether another parser reads all that the settled one reads, and reads it alike. */
function readsAsWell(settled: Parser | null, other: Parser): boolean {
  if (settled?.kind === 'categorical' && other.kind === 'categorical') return true;
  if (settled?.kind === 'numeric' && other.kind === 'numeric') {
    return differInMarksAlone(settled, other);
  }
  return JSON.stringify(settled) === JSON.stringify(other);
}

function newSpellings(settled: Parser | null, other: Parser): BlockFinding['spellings'] {
  if (settled?.kind !== 'categorical' || other.kind !== 'categorical') return [];
  const known = settled.spellings ?? {};
  return Object.entries(other.spellings ?? {}).filter(([cell]) => !Object.hasOwn(known, cell));
}
