import { stat } from 'node:fs/promises';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import type { StopSignal } from '../util/stop-signal.js';
import { type WalkedFolder, walkFolder } from '../util/walk-folder.js';
import { NotThisEncoding } from './encoding.js';
import { openPlace } from './open-place.js';
import { isPicturePath, picturesIn } from './picture-cells.js';
import { type Place, placesOf, tablesIn } from './place.js';
import { cellTexts } from './raw-cells.js';
import type { RawTable } from './raw-table.js';

/** What a folder with pictures is taken for. */
export type FolderForm = FolderOfPictures | FolderOfTables;

export interface FolderOfPictures {
  readonly kind: 'pictures';
  readonly walked: WalkedFolder;
  /** Files in it that are called as tables are, and name no pictures. */
  readonly leftOut: readonly string[];
}

/** One whose tables are read. */
export interface FolderOfTables {
  readonly kind: 'tables';
  readonly names: readonly string[];
  /** Pictures in it, which are no rows by themselves. */
  readonly pictures: number;
}

/** Endings that tables alone have; others, as of notes and archives, say little. */
const SURE = /\.(?:csv|tsv|tab|psv|jsonl|ndjson|parquet|pq|xlsx)(?:\.(?:gz|zip))?$/i;
const ARCHIVE = /\.(?:gz|zip)$/i;
const INNER = /\.(?:txt|json)\.(?:gz|zip)$/i;
/** Rows that show what a table is of. */
const SAMPLE = { rows: 100, bytes: 1 << 20 };
/** Fewer columns have no label beside the picture. */
const LEAST_COLUMNS = 2;
const LEAST_CLASSES = 2;
const NOT_WALKED = ['FOLDER_TOO_LARGE', 'CANNOT_READ'];

/**
 * Whether a folder with pictures is one of pictures, or of tables: of those that name pictures, else of any, unless pictures lie in
 * folders for several classes. Undefined where there is no picture, or no folder.
 */
export async function folderForm(
  path: string,
  signal?: StopSignal,
): Promise<FolderForm | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) return undefined;
  const named = await tablesIn(path);
  const sure = named.filter((name) => SURE.test(name));
  const walked = await walkFolder(path, { isWanted: isPicturePath, signal }).catch(
    unlessTables(sure),
  );
  if (!walked || walked.paths.length === 0) return undefined;
  const names = await realTables(path, { named, sure }, walked);
  if (names.length === 0) return { kind: 'pictures', walked, leftOut: sure };
  return { kind: 'tables', names, pictures: walked.paths.length };
}

/** Which tables of a folder are read, where there are pictures that might have been. */
export function tablesTaken(form: FolderOfTables | undefined): readonly string[] {
  if (!form) return [];
  const { names, pictures } = form;
  const verb = names.length === 1 ? 'is the table that is read' : 'are the tables that are read';
  return [
    `${names.join(', ')} ${verb}: ${countOf(pictures, 'picture')} in the folder count as cells name them`,
  ];
}

/** A folder of tables may hold whatever else. */
function unlessTables(sure: readonly string[]): (thrown: unknown) => undefined {
  return (thrown) => {
    const isOther = thrown instanceof AutofitError && NOT_WALKED.includes(thrown.code);
    if (sure.length === 0 || !isOther) throw thrown;
    return undefined;
  };
}

interface NamedTables {
  readonly named: readonly string[];
  readonly sure: readonly string[];
}

async function realTables(
  path: string,
  { named, sure }: NamedTables,
  { paths }: WalkedFolder,
): Promise<readonly string[]> {
  const found: { readonly name: string; readonly isOfPictures: boolean; readonly bytes: number }[] =
    [];
  for (const name of named) {
    const [place] = await placesOf(path, undefined, [name]);
    if (place) {
      const isOfPictures = isReadable(name) && (await namesPictures(place));
      found.push({ name, isOfPictures, bytes: place.file?.bytes ?? 0 });
    }
  }
  const own = found.filter(({ isOfPictures }) => isOfPictures);
  if (own.length > 0) return own.map(({ name }) => name);
  const folders = new Set(paths.filter((own) => own.includes('/')).map((own) => own.split('/')[0]));
  if (folders.size >= LEAST_CLASSES) return [];
  return found.filter(({ name, bytes }) => bytes > 0 && sure.includes(name)).map((one) => one.name);
}

/** Archives of anything are not unpacked to look at them. */
function isReadable(name: string): boolean {
  return !ARCHIVE.test(name) || SURE.test(name) || INNER.test(name);
}

/** Whether the first rows of a table name pictures in most cells of a column. */
async function namesPictures(place: Place): Promise<boolean> {
  try {
    const table = await firstRows(place);
    if (!table || table.rows === 0 || table.columns.length < LEAST_COLUMNS) return false;
    return table.columns.some((column) => {
      const cells = cellTexts(column).slice(0, SAMPLE.rows).map(picturesIn);
      const are = cells.filter((own) => own.length > 0 && own.every(isPicturePath));
      return 2 * are.length > cells.length;
    });
  } catch (thrown) {
    // What cannot be read as a table is none.
    if (thrown instanceof AutofitError || thrown instanceof NotThisEncoding) return false;
    throw thrown;
  }
}

async function firstRows(place: Place): Promise<RawTable | undefined> {
  const opened = await openPlace(place, {});
  const { form, input, options } = opened;
  const blocks = form.readBlocks?.(input, options, SAMPLE);
  try {
    if (!blocks) return await form.read(input, options);
    const first = await blocks.next();
    return first.done ? undefined : first.value.table;
  } finally {
    await blocks?.return([]);
    opened.close();
  }
}
