import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STUDIO_EXAMPLES } from '../studio-examples.js';
import { studioPage } from '../studio-page.js';
import { STUDIO_STYLE } from '../studio-style.js';

/** What a host should send along: by these, workers of the page may share memory. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

// Sources stand beside what is built of them.
const OWN = import.meta.url.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
const BUNDLE = fileURLToPath(new URL('../../browser/bundle', OWN));
const DATASETS = fileURLToPath(new URL('../../../datasets', OWN));
const TYPES: Readonly<Record<string, string>> = {
  py: 'text/x-python; charset=utf-8',
  ts: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** The names of the studio's files, page and list of files left out. */
export async function studioFileNames(): Promise<readonly string[]> {
  const bundled = await readdir(BUNDLE, { recursive: true, withFileTypes: true });
  const names = bundled
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(BUNDLE.length + 1)
        .replaceAll('\\', '/'),
    );
  return ['studio.css', ...names, ...STUDIO_EXAMPLES.map(({ name }) => `examples/${name}`)].sort();
}

/** A file of the studio; undefined for another name. */
export async function studioFile(
  name: string,
  isServed: boolean,
): Promise<string | Uint8Array<ArrayBuffer> | undefined> {
  if (name === 'index.html') return studioPage({ isServed });
  if (name === 'studio.css') return STUDIO_STYLE;
  const names = await studioFileNames();
  if (name === 'files.json') return JSON.stringify({ files: ['./', ...names] });
  if (!names.includes(name)) return undefined;
  const example = /^examples\/(.+)$/.exec(name)?.[1];
  const path = example === undefined ? join(BUNDLE, name) : examplePath(example);
  return new Uint8Array(await readFile(path));
}

/** Where an example lies. */
export function examplePath(name: string): string {
  return join(DATASETS, name);
}

/** What kind of file a name says that it is. */
export function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
