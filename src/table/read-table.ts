import { AutofitError } from '../util/errors.js';
import type { DataSource } from './data-source.js';
import { NotThisEncoding, type TextEncoding } from './encoding.js';
import { folderForm, tablesTaken } from './folder-form.js';
import { joinTables } from './join-tables.js';
import { openPlace, type ReadOptions, readingMistake } from './open-place.js';
import { pictureTable } from './picture-folder.js';
import { folderOf, type Place, placesOf } from './place.js';
import type { RawTable } from './raw-table.js';
import { readValues } from './read-values.js';

/**
 * Reads any source into lossless columns, in stages that know their neighbours only: a place gives bytes, which are
 * unpacked; the first of them show the form, which finds records and puts cells away. Several files are one table. Throws an
 * AutofitError for what cannot be read.
 */
export async function readTable(source: DataSource, options: ReadOptions = {}): Promise<RawTable> {
  if (typeof source !== 'string') return readValues(source, options);
  const form = await folderForm(source, options.signal);
  if (form?.kind === 'pictures') return pictureTable(source, form);
  const places = await placesOf(source, options.copyTo, form?.names);
  const tables: RawTable[] = [];
  for (const place of places) {
    tables.push(await readFrom(place, options));
    // What comes behind the rows that were read in time is left out.
    if (tables.at(-1)?.isCut) break;
  }
  const table = tables.length === 1 && tables[0] ? tables[0] : joinTables(tables, source);
  return { ...table, notes: [...tablesTaken(form), ...table.notes] };
}

async function readFrom(place: Place, options: ReadOptions): Promise<RawTable> {
  try {
    return await readPlace(place, options);
  } catch (thrown) {
    if (!(thrown instanceof NotThisEncoding)) throw thrown;
    if (!place.file) throw changedEncoding(place);
    return readPlace(place, options, 'windows-1252');
  }
}

async function readPlace(
  place: Place,
  options: ReadOptions,
  told?: TextEncoding,
): Promise<RawTable> {
  const opened = await openPlace(place, options, told);
  try {
    const table = await opened.form.read(opened.input, opened.options);
    return { ...table, folder: folderOf(place), notes: opened.notes(table.notes) };
  } catch (thrown) {
    throw readingMistake(thrown, place.source);
  } finally {
    opened.close();
  }
}

/** A mistake: bytes that are no UTF-8 where the ones before them cannot be read again. */
export function changedEncoding({ source, file }: Place): AutofitError {
  const found = `${source} begins as UTF-8 and goes on as something else`;
  return new AutofitError('NOT_TEXT', `${found}.`, {
    file: source,
    hint: file ? 'Write it as UTF-8 throughout.' : 'Give it as a file, or as UTF-8 throughout.',
  });
}
