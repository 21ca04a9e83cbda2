import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { AutofitError } from './errors.js';

/** What a run goes on with, and is read by. */
const RUN_FILES = ['model.safetensors', 'journal.jsonl'];

/** What a file is made of, where these are paths. */
export interface Inputs {
  readonly model?: string | undefined;
  readonly data?: unknown;
}

/** Throws an AutofitError where a file would be written over what is read for it: a model, its run, or a table. */
export async function checkNotInput(out: string, { model, data }: Inputs): Promise<void> {
  if (!existsSync(out)) return;
  const run = model === undefined ? [] : [model, ...RUN_FILES.map((name) => join(model, name))];
  const read = [...run, ...(typeof data === 'string' ? await tables(data, out) : [])];
  if (!read.some((path) => isSameFile(path, out))) return;
  throw new AutofitError('FILE_USED', `${out} is read, and would be written over.`, {
    file: out,
    hint: 'Choose another file with `out`.',
  });
}

/** The files that a path or a pattern names, as far as `out` may be one of them. */
async function tables(path: string, out: string): Promise<readonly string[]> {
  if (path === '-') return [];
  // All tables of a folder are read.
  if (existsSync(path)) return statSync(path).isDirectory() ? filesIn(path, out) : [path];
  const { glob } = await import('tinyglobby');
  return glob(path, { expandDirectories: false, absolute: isAbsolute(path) });
}

function filesIn(folder: string, out: string): readonly string[] {
  return isSameFile(folder, dirname(out)) ? [out] : [];
}

function isSameFile(a: string, b: string): boolean {
  if (!existsSync(a)) return false;
  const [one, other] = [statSync(a), statSync(b)];
  return one.dev === other.dev && one.ino === other.ino;
}
