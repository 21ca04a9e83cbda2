import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AutofitError } from './errors.js';
import { fileMistake, isOfMachine } from './file-mistake.js';
import type { StopSignal } from './stop-signal.js';
import { Stopped } from './stopped.js';
import { whenFree } from './when-free.js';

/** The files below a folder that are wanted, and what else lies there. */
export interface WalkedFolder {
  /** Paths from the folder, with `/` between names, in order of code points. */
  readonly paths: readonly string[];
  /** Sub-folders, and plain files that lie in the folder itself and are not wanted. */
  readonly folders: readonly string[];
  readonly loose: readonly string[];
  /** Files that are not wanted, wherever they lie. */
  readonly others: number;
  /** Links that lead to folders, out of the folder or nowhere. */
  readonly links: number;
}

/** What a folder has at most before it is taken for one that was not meant. */
export interface WalkLimits {
  readonly entries: number;
  /** Files that are not wanted, where they are more than those that are. */
  readonly others: number;
  /** Folders in each other. */
  readonly depth: number;
}

export interface WalkOptions {
  readonly isWanted: (name: string) => boolean;
  /** Whether a folder inside is walked, by its path from the root. @default always */
  readonly isEntered?: ((path: string) => boolean) | undefined;
  /** Throws Stopped once it aborts. @default never */
  readonly signal?: StopSignal | undefined;
  readonly limits?: WalkLimits | undefined;
}

/** Files and folders that systems put beside what people see. */
export const HIDDEN = /^(?:\.|(?:__MACOSX|Thumbs\.db|desktop\.ini)$)/i;
const LIMITS: WalkLimits = { entries: 3_000_000, others: 100_000, depth: 40 };
const AT_ONCE = 1024;

/**
 * Walks a folder and those in it, past hidden ones and links to folders. Throws an AutofitError for a folder that cannot be read, and
 * early for one of so much else that it cannot be meant.
 */
export async function walkFolder(root: string, options: WalkOptions): Promise<WalkedFolder> {
  const { isWanted, isEntered = () => true, signal, limits = LIMITS } = options;
  const real = await realpath(root).catch((thrown: unknown) => {
    throw fileMistake(thrown, root);
  });
  const found = { paths: [] as string[], folders: [] as string[], loose: [] as string[] };
  let [entries, others, links] = [0, 0, 0];
  const folders: { readonly own: string; readonly depth: number }[] = [{ own: '', depth: 1 }];
  const take = async (entry: Dirent, own: string, depth: number): Promise<void> => {
    const path = own + entry.name;
    if (entry.isDirectory()) {
      if (depth === 1) found.folders.push(entry.name);
      if (!isEntered(path)) return;
      if (depth >= limits.depth) throw tooDeep(join(root, own), limits);
      folders.push({ own: `${path}/`, depth: depth + 1 });
    } else if (entry.isSymbolicLink() && !(await staysInside(join(root, path), real))) links++;
    else if (isWanted(entry.name) && (entry.isFile() || entry.isSymbolicLink())) {
      found.paths.push(path);
    } else {
      others++;
      if (depth === 1 && entry.isFile()) found.loose.push(entry.name);
    }
  };
  for (let next = folders.pop(); next; next = folders.pop()) {
    const { own, depth } = next;
    for await (const entry of entriesOf(join(root, own.slice(0, -1)))) {
      if (signal?.aborted) throw new Stopped();
      if (++entries > limits.entries) throw tooMany(root, entries - 1, 'entries');
      if (HIDDEN.test(entry.name)) continue;
      await take(entry, own, depth);
      if (others > limits.others && others > found.paths.length) {
        throw tooMany(root, others - 1, 'files that are no pictures');
      }
    }
  }
  for (const names of Object.values(found)) names.sort((a, b) => (a < b ? -1 : 1));
  return { ...found, others, links };
}

async function* entriesOf(path: string): AsyncGenerator<Dirent> {
  try {
    yield* await whenFree(() => opendir(path, { bufferSize: AT_ONCE }));
  } catch (thrown) {
    throw fileMistake(thrown, path);
  }
}

/** Whether a link leads to a file below the root. */
async function staysInside(path: string, root: string): Promise<boolean> {
  try {
    const real = await realpath(path);
    const above = root.endsWith(sep) ? root : root + sep;
    return real.startsWith(above) && (await stat(real)).isFile();
  } catch (thrown) {
    if (isOfMachine(thrown)) throw fileMistake(thrown, path);
    return false;
  }
}

function tooMany(root: string, most: number, what: string): AutofitError {
  const count = most.toLocaleString('en-US');
  return notMeant(root, `${root} has more than ${count} ${what} in it and its folders.`);
}

function tooDeep(path: string, { depth }: WalkLimits): AutofitError {
  return notMeant(path, `${path} lies deeper than ${depth} folders in each other.`);
}

function notMeant(file: string, message: string): AutofitError {
  return new AutofitError('FOLDER_TOO_LARGE', message, {
    file,
    hint: 'Name a file, or the folder that holds the pictures and little else.',
  });
}
