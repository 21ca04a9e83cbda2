import { countOf } from '../util/count-of.js';
import { shortened } from '../util/shortened.js';
import type { StopSignal } from '../util/stop-signal.js';
import { type FolderOfPictures, folderForm } from './folder-form.js';
import { IMAGE_COLUMN, LABEL_COLUMN } from './picture-columns.js';
import { createRawColumnBuilder } from './raw-column-builder.js';
import { NO_RECORDS, type RawTable } from './raw-table.js';

const MOST_TOLD = 10;
const LONGEST = 60;

/** Whether a path names a folder of pictures, not one of tables. */
export async function isPictureFolder(path: string, signal?: StopSignal): Promise<boolean> {
  return (await folderForm(path, signal))?.kind === 'pictures';
}

/** The pictures of a folder and of those in it, as paths in it with `/` between names; none of a folder of tables. */
export async function picturePaths(path: string, signal?: StopSignal): Promise<readonly string[]> {
  const form = await folderForm(path, signal);
  return form?.kind === 'pictures' ? form.walked.paths : [];
}

/** Whether there is a sub-folder with pictures, which are its class. */
export async function hasClasses(path: string, signal?: StopSignal): Promise<boolean> {
  return (await picturePaths(path, signal)).some((own) => own.includes('/'));
}

/**
 * A folder of pictures as a table: a row for each, by its path in the folder, and as its label the name of the sub-folder that it is
 * in, however deep.
 */
export function pictureTable(path: string, form: FolderOfPictures): RawTable {
  const { paths } = form.walked;
  const [images, labels] = [createRawColumnBuilder(), createRawColumnBuilder()];
  for (const own of paths) {
    images.push(own);
    labels.push(own.includes('/') ? (own.split('/')[0] ?? '') : '');
  }
  const isFlat = paths.every((own) => !own.includes('/'));
  const label = isFlat ? [] : [labels.finish(LABEL_COLUMN)];
  return {
    kind: 'raw-table',
    source: path,
    rows: paths.length,
    columns: [images.finish(IMAGE_COLUMN), ...label],
    ...NO_RECORDS,
    notes: notesOn(form),
    folder: path,
    isPictureFolder: true,
  };
}

function notesOn({ walked, leftOut }: FolderOfPictures): string[] {
  const { paths, folders, loose, others, links } = walked;
  const notes: string[] = [];
  const used = new Set(paths.map((own) => own.split('/')[0]));
  const empty = folders.filter((name) => !used.has(name));
  if (empty.length > 0) {
    notes.push(`folders without a picture, which are no classes: ${listed(empty)}`);
  }
  if (leftOut.length > 0) {
    const verb = leftOut.length === 1 ? 'is left out: it names' : 'are left out: they name';
    notes.push(`${listed(leftOut)} ${verb} no pictures; the rows are the pictures of the folder`);
  }
  const more = others - leftOut.length;
  if (more > 0) {
    const names = loose.filter((name) => !leftOut.includes(name));
    const named = names.length > 0 ? `, such as ${shortened(names[0] ?? '', LONGEST)}` : '';
    notes.push(`${many(more, 'file')}: not named as pictures are${named}`);
  }
  if (links > 0) notes.push(`${many(links, 'link')}: to folders, or out of the folder`);
  return notes;
}

function many(count: number, noun: string): string {
  return `${countOf(count, noun)} ${count === 1 ? 'is' : 'are'} left out`;
}

/** Names of which there may be many. */
function listed(names: readonly string[]): string {
  const more = names.length > MOST_TOLD ? `, and ${names.length - MOST_TOLD} more` : '';
  return `${names
    .slice(0, MOST_TOLD)
    .map((name) => shortened(name, LONGEST))
    .join(', ')}${more}`;
}
