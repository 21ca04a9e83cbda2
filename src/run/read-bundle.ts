import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The program of pages with a living model, and the runtime of exported modules. */
const BUNDLES = {
  page: '../report/page/bundle.js',
  pictures: '../image/bundle.js',
  typescript: '../export/typescript/bundle.js',
} as const;

/** What was bundled when autofit was built. */
export function readBundle(name: keyof typeof BUNDLES): Promise<string> {
  // Sources stand beside what is built of them.
  const own = import.meta.url.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return readFile(fileURLToPath(new URL(BUNDLES[name], own)), 'utf8');
}
