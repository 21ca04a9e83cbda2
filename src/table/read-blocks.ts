import { NotThisEncoding, type TextEncoding } from './encoding.js';
import { folderForm, tablesTaken } from './folder-form.js';
import { checkSame, joinTables } from './join-tables.js';
import { openPlace, type ReadOptions, readingMistake } from './open-place.js';
import { pictureTable } from './picture-folder.js';
import { folderOf, type Place, placesOf } from './place.js';
import { rawRows } from './raw-rows.js';
import type { RawTable } from './raw-table.js';
import { changedEncoding } from './read-table.js';
import { type BlockSize, type TableBlock, type TableBlocks, wholeBlock } from './table-block.js';

/** A number with its form. */
const BYTES_A_CELL = 9;

/**
 * Reads a source as readTable does, block by block: cells, names and notes are the same, and memory is bounded by the blocks
 * where its form is CSV, JSON Lines or Parquet. Several files are one table, whose short ones share blocks.
 */
export async function* readBlocks(
  path: string,
  options: ReadOptions,
  size: BlockSize,
): TableBlocks {
  const form = await folderForm(path, options.signal);
  if (form?.kind === 'pictures') return yield* rowsAtOnce(pictureTable(path, form), size.rows);
  const places = await placesOf(path, options.copyTo, form?.names);
  const [only, ...more] = places;
  const taken = tablesTaken(form);
  if (only && more.length === 0) return [...taken, ...(yield* blocksOf(only, options, size))];
  const notes = new Set<string>();
  const gathered = createGathered(path, size);
  for (const place of places) {
    const blocks = blocksOf(place, options, size);
    for (let next = await blocks.next(); ; next = await blocks.next()) {
      if (next.done) {
        for (const note of next.value) notes.add(note);
        break;
      }
      yield* gathered.take(next.value.table);
    }
  }
  yield* gathered.rest();
  return [...taken, `${places.length} files are one table: ${path}`, ...notes];
}

/** A table that is here already, some rows at a time. */
function* rowsAtOnce(table: RawTable, rows: number): Generator<TableBlock, readonly string[]> {
  for (let from = 0; from < table.rows; from += rows) {
    const to = Math.min(table.rows, from + rows);
    const place = { unit: 'rows', from: from + 1, to } as const;
    yield { table: { ...rawRows(table, from, to), notes: [] }, place };
  }
  return table.notes;
}

/** Blocks of several files, the short ones joined. */
function createGathered(path: string, size: BlockSize) {
  let first: RawTable | undefined;
  let waiting: RawTable[] = [];
  let [rows, bytes, given] = [0, 0, 0];
  const joined = (): TableBlock => {
    const table = { ...joinTables(waiting, path), notes: [] };
    const place = { unit: 'rows', from: given + 1, to: given + rows } as const;
    given += rows;
    [waiting, rows, bytes] = [[], 0, 0];
    return { table, place };
  };
  return {
    *take(table: RawTable): Generator<TableBlock> {
      if (first && !(first.isOpen && table.isOpen)) checkSame(first, table);
      first ??= table;
      const more = bytesOf(table);
      const isFull = rows + table.rows > size.rows || bytes + more > size.bytes;
      if (rows > 0 && isFull) yield joined();
      waiting.push(table);
      rows += table.rows;
      bytes += more;
    },
    *rest(): Generator<TableBlock> {
      if (rows > 0) yield joined();
    },
  };
}

/** About as many as the rows take in memory. */
function bytesOf({ columns, rows }: RawTable): number {
  const texts = columns.map(({ values }) => values.reduce((sum, { length }) => sum + length, 0));
  return texts.reduce((sum, own) => sum + own + BYTES_A_CELL * rows, 0);
}

async function* blocksOf(place: Place, options: ReadOptions, size: BlockSize): TableBlocks {
  const tried = blocksAs(place, options, size);
  let isBegun = false;
  try {
    for (let next = await tried.next(); ; next = await tried.next()) {
      if (next.done) return next.value;
      yield next.value;
      isBegun = true;
    }
  } catch (thrown) {
    if (!(thrown instanceof NotThisEncoding)) throw thrown;
    if (!place.file || isBegun) throw changedEncoding(place);
  } finally {
    await tried.return([]);
  }
  return yield* blocksAs(place, options, size, 'windows-1252');
}

async function* blocksAs(
  place: Place,
  options: ReadOptions,
  size: BlockSize,
  told?: TextEncoding,
): TableBlocks {
  const opened = await openPlace(place, options, told);
  const { form, input, options: own } = opened;
  try {
    const folder = folderOf(place);
    if (form.readBlocks) {
      const blocks = form.readBlocks(input, own, size);
      return opened.notes(yield* inFolder(blocks, folder));
    }
    const table = await form.read(input, own);
    yield wholeBlock({ ...table, folder });
    return opened.notes(table.notes);
  } catch (thrown) {
    throw readingMistake(thrown, place.source);
  } finally {
    opened.close();
  }
}

/** The blocks of a file, with where it lies. */
async function* inFolder(blocks: TableBlocks, folder: string): TableBlocks {
  try {
    for (let next = await blocks.next(); ; next = await blocks.next()) {
      if (next.done) return next.value;
      const { table } = next.value;
      yield { ...next.value, table: { ...table, folder } };
    }
  } finally {
    await blocks.return([]);
  }
}
