/** Removes the declarations that no export of the package reaches: two thirds of them, which nobody could import. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const DECLARATION = /\.d\.c?ts$/;

export function pruneDeclarations(root) {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const reached = reachedFrom(Object.values(exports).map(({ types }) => join(root, types)));
  const dist = join(root, 'dist');
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const path = join(dist, name);
    if (DECLARATION.test(name) && !reached.has(path)) rmSync(path);
  }
}

/** These files and what they import, and what that imports, and so on. */
function reachedFrom(entries) {
  const reached = new Set(entries);
  for (const file of reached) for (const next of importedBy(file)) reached.add(next);
  return reached;
}

function importedBy(file) {
  const found = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g);
  return [...found].map(([, name]) => resolve(dirname(file), name.replace(/\.(c?)js$/, '.d.$1ts')));
}
