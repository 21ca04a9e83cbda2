import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A table that comes with autofit. */
export interface Dataset {
  readonly path: string;
  readonly rows: string;
  readonly label: string;
  readonly task: string;
  readonly source: string;
}

const FOLDER = fileURLToPath(new URL('../datasets', import.meta.url));

/** The shipped tables, as their README lists them; paths are relative to the working folder where that is shorter. */
export function listDatasets(): readonly Dataset[] {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const rows = readme.split('\n').filter((line) => /^\| \S+\.csv /.test(line));
  return rows.map((line) => {
    const [file = '', count = '', label = '', task = '', source = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    return { path: shortPath(join(FOLDER, file)), rows: count, label, task, source };
  });
}

function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
