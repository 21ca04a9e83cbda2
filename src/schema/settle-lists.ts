import { type FilledCells, type ReadCell, rowsRead } from './filled-cells.js';
import { LIST_SEPARATORS, type ListSeparator, listItems } from './list-items.js';
import type { ColumnSchema, ListParser } from './schema.js';
import { type OtherParser, undecided } from './settle-reading.js';

/** Another separator between the items of all lists of a column; lists of one item have none. */
export function settleLists(
  { name }: ColumnSchema,
  trained: ListParser,
  cells: FilledCells,
): OtherParser | undefined {
  const known = new Set(trained.items);
  const read = (separator: ListSeparator) => (cell: string) => {
    const own = listItems(separator, cell) ?? [];
    const of = own.filter((item) => known.has(item)).length;
    // Brackets around it and a known item inside say enough: in a list of a program others may be new.
    const least = separator === '[]' && separator !== trained.separator ? 1 : own.length;
    return of > 0 && of >= least ? own.length : Number.NaN;
  };
  const readTrained = read(trained.separator);
  const strange = cells.filter(([cell]) => Number.isNaN(readTrained(cell)));
  if (strange.length === 0) return undefined;
  const others = LIST_SEPARATORS.filter((separator) => separator !== trained.separator)
    .map((separator) => countTelling(cells, separator, readTrained, read(separator)))
    .sort((a, b) => b.other - a.other);
  const [best, second] = others;
  if (!best || best.other <= best.trained) return undefined;
  const [was, is] = [wordsOf(trained.separator), wordsOf(best.separator)];
  if (best.trained > 0 || best.other === second?.other) {
    throw undecided('OTHER_LISTS', name, best, [was, is]);
  }
  const note = `column "${name}" is read as ${is}: as in training (${was}) none of ${best.filled} such lists could be`;
  return { parser: { ...trained, separator: best.separator }, notes: [note] };
}

/** Rows that two separators read differently: lists of one item are alike to many. */
function countTelling(
  cells: FilledCells,
  separator: ListSeparator,
  readTrained: ReadCell,
  readOther: ReadCell,
) {
  const telling = cells.filter(([cell]) => !Object.is(readTrained(cell), readOther(cell)));
  const [trained, other] = [rowsRead(telling, readTrained), rowsRead(telling, readOther)];
  return { separator, filled: rowsRead(telling, () => 0), trained, other };
}

function wordsOf(separator: ListSeparator): string {
  return separator === '[]' ? 'lists in brackets' : `lists with "${separator}" between items`;
}
