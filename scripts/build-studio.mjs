/** Makes a folder that any web host can serve: the studio, which does all in the page. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.argv[2] ?? join(root, 'studio');
const { writeStudio } = await import(
  new URL('../dist/studio/server/write-studio.js', import.meta.url)
);
await writeStudio(out);
console.log(out);
