import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { countOf } from '../util/count-of.js';
import { isPicturePath } from './picture-cells.js';
import { IMAGE_COLUMN, LABEL_COLUMN } from './picture-columns.js';
import { DATA_FILE } from './place.js';
import { createRawColumnBuilder } from './raw-column-builder.js';
import { NO_RECORDS, type RawTable } from './raw-table.js';

/** The pictures of a folder and of its sub-folders. */
interface PictureFolder {
  /** Their paths in the folder, with `/` between names, in order of code points. */
  readonly paths: readonly string[];
  /** Sub-folders without any. */
  readonly empty: readonly string[];
  /** Files of other names, and links that lead out of it or to folders. */
  readonly others: number;
  readonly links: number;
}

/** Files and folders that systems put beside what people see. */
const HIDDEN = /^(?:\.|__MACOSX$)/;
const MOST_TOLD = 10;

/** Whether a path names a folder of pictures: one without tables in it. */
export async function isPictureFolder(path: string): Promise<boolean> {
  return (await picturesBelow(path)) !== undefined;
}

/** The pictures of a folder and of those in it, as paths in it with `/` between names; none where a table lies in it. */
export async function picturePaths(path: string): Promise<readonly string[]> {
  return (await picturesBelow(path))?.paths ?? [];
}

/**
 * A folder of pictures as a table: a row for each, by its path in the folder, and as its label the name of the sub-folder that it is
 * in, however deep; undefined where there is no picture, or a table.
 */
export async function readPictureFolder(path: string): Promise<RawTable | undefined> {
  const found = await picturesBelow(path);
  if (!found) return undefined;
  const { paths } = found;
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
    notes: notesOn(found),
    folder: path,
    isPictureFolder: true,
  };
}

async function picturesBelow(path: string): Promise<PictureFolder | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) return undefined;
  const entries = await readdir(path, { withFileTypes: true });
  if (entries.some(({ name }) => !HIDDEN.test(name) && DATA_FILE.test(name))) return undefined;
  const root = await realpath(path);
  const walked = await walk(path, root, entries);
  const paths = walked.paths.map((own) => relative(path, own).split(sep).join('/'));
  const used = new Set(paths.map((own) => own.split('/')[0]));
  const empty = entries.filter(
    (own) => own.isDirectory() && !HIDDEN.test(own.name) && !used.has(own.name),
  );
  if (paths.length === 0) return undefined;
  return {
    ...walked,
    paths: paths.sort((a, b) => (a < b ? -1 : 1)),
    empty: empty.map(({ name }) => name).sort(),
  };
}

type Walked = Pick<PictureFolder, 'paths' | 'others' | 'links'>;

async function walk(folder: string, root: string, entries: readonly Dirent[]): Promise<Walked> {
  const paths: string[] = [];
  let [others, links] = [0, 0];
  for (const entry of entries) {
    if (HIDDEN.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = await walk(path, root, await readdir(path, { withFileTypes: true }));
      for (const own of below.paths) paths.push(own);
      others += below.others;
      links += below.links;
    } else if (entry.isSymbolicLink() && !(await staysInside(path, root))) links++;
    else if (isPicturePath(entry.name)) paths.push(path);
    else others++;
  }
  return { paths, others, links };
}

/** Whether a link leads to a file below the root. */
async function staysInside(path: string, root: string): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined || !real.startsWith(root + sep)) return false;
  return (await stat(real)).isFile();
}

function notesOn({ empty, others, links }: PictureFolder): string[] {
  const notes: string[] = [];
  const many = (count: number, noun: string) =>
    `${countOf(count, noun)} ${count === 1 ? 'is' : 'are'} left out`;
  if (empty.length > 0) {
    const more = empty.length > MOST_TOLD ? `, and ${empty.length - MOST_TOLD} more` : '';
    const names = empty.slice(0, MOST_TOLD).join(', ');
    notes.push(`folders without a picture, which are no classes: ${names}${more}`);
  }
  if (others > 0) notes.push(`${many(others, 'file')}: not named as pictures are`);
  if (links > 0) notes.push(`${many(links, 'link')}: to folders, or out of the folder`);
  return notes;
}
