/** Makes the program of the command line one file: `--help` would open a hundred. What its commands load when they run stays where it is. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { notePackages } from './bundled-packages.mjs';

/** What holds state, or is known by its class, is there once for the program and for what it loads. */
const SHARED = /\/util\/(?:errors|at-exit|clock)\.js$/;
const INSIDE = /\/dist\/(?:cli|util)\//;
const PACKAGES = ['commander', 'string-width'];

export async function bundleCli(root) {
  const folder = join(root, 'dist', 'cli');
  const input = join(folder, 'main.js');
  const made = await rolldown({ input, platform: 'node', external: isElsewhere });
  const { output } = await made.generate({ format: 'esm', chunkFileNames: '[name].js' });
  await made.close();
  notePackages('dist/cli/main.js', output);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  for (const { fileName, code } of output) writeFileSync(join(folder, fileName), code);
  chmodSync(input, 0o755);
}

/** Whether a module that another one asks for, by name or place, is not put into the program. */
function isElsewhere(id, importer, isResolved) {
  if (importer === undefined || id.startsWith('node:')) return id.startsWith('node:');
  if (importer.includes('node_modules')) return false;
  if (!isResolved && !id.startsWith('.')) return !PACKAGES.includes(id);
  const path = isResolved ? id : new URL(id, pathToFileURL(importer)).pathname;
  return SHARED.test(path) || !(INSIDE.test(path) || path.includes('node_modules'));
}
