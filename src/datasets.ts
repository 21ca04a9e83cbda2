import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseMore } from './util/check-arguments.js';

/** Data that come with autofit. */
export interface Dataset {
  readonly path: string;
  /** Rows of a table, or pictures. */
  readonly rows: string;
  /** Undefined where the data themselves name what is to be predicted. */
  readonly label: string | undefined;
  readonly task: string;
  readonly source: string;
}

/** What stands for no label in the README. */
const NONE = '–';
const FOLDER = fileURLToPath(new URL('../datasets', import.meta.url));

/** What is shipped, as their README lists them; paths are relative to the working folder where that is shorter. */
export function listDatasets(): readonly Dataset[];
export function listDatasets(...more: unknown[]): readonly Dataset[] {
  refuseMore('listDatasets', more);
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const rows = readme.split('\n').filter((line) => /^\| \S+(?:\.csv|\.json|\/) /.test(line));
  return rows.map((line) => {
    const [file = '', count = '', label = '', task = '', source = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    return {
      path: shortPath(join(FOLDER, file)),
      rows: count,
      label: label === NONE ? undefined : label,
      task,
      source,
    };
  });
}

function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
