import { readdir, readFile } from 'node:fs/promises';

const FOLDER = new URL('../export/python/runtime/', import.meta.url);

/** The program in Python that stands beside an exported model, by file. */
export async function readPythonRuntime(): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.py')).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, FOLDER), 'utf8')));
  return Object.fromEntries(names.map((name, i) => [name.slice(0, -3), texts[i] ?? '']));
}
