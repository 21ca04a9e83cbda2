import { BOOLEAN_PAIRS, isBooleanPair } from './boolean-pairs.js';
import { cellReader } from './cell-reader.js';
import { type FilledCells, rowsRead } from './filled-cells.js';
import type { BooleanParser, ColumnSchema } from './schema.js';
import { type OtherParser, settleReading, undecided } from './settle-reading.js';

const READINGS = BOOLEAN_PAIRS.map(([yes, no]) => {
  const parser: BooleanParser = { kind: 'boolean', yes, no };
  return { parser, read: cellReader(parser) };
});

/** Another pair of words in which all cells of a column say yes or no. */
export function settleBooleans(
  column: ColumnSchema,
  trained: BooleanParser,
  cells: FilledCells,
): OtherParser | undefined {
  if (!isBooleanPair(trained.yes, trained.no)) return undefined;
  const own = rowsRead(cells, cellReader(trained));
  return settlePair(column, cells, own, `${trained.yes} or ${trained.no}`);
}

/** The same for a column of the numbers 1 and 0 in which no cell is a number. */
export function settleBooleanNumbers(
  column: ColumnSchema,
  cells: FilledCells,
): OtherParser | undefined {
  const { low, high, isWhole } = column.range ?? {};
  const isPair = low === 0 && high === 1 && isWhole;
  return isPair ? settlePair(column, cells, 0, 'numbers') : undefined;
}

function settlePair(
  { name }: ColumnSchema,
  cells: FilledCells,
  own: number,
  known: string,
): OtherParser | undefined {
  const filled = rowsRead(cells, () => 0);
  const others = READINGS.map(({ read }) => rowsRead(cells, read));
  const settled = settleReading({ filled, trained: own, others });
  const parser = settled.kind === 'trained' ? undefined : READINGS[settled.place]?.parser;
  if (settled.kind === 'trained' || !parser) return undefined;
  const { yes, no } = parser;
  const values = known === 'numbers' ? ', which are 1 and 0' : '';
  if (settled.kind === 'undecided') {
    const counts = { filled, trained: own, other: others[settled.place] ?? 0 };
    throw undecided('OTHER_WORDS', name, counts, [known, `${yes} or ${no}`]);
  }
  const note = `column "${name}" is read as ${yes} or ${no}${values}: as in training (${known}) only ${own} of ${filled} cells could be`;
  return { parser, notes: [note] };
}
