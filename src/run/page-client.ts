import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The program of pages with a living model, as it was bundled when autofit was built. */
export function readPageClient(): Promise<string> {
  // Sources stand beside what is built of them.
  const own = import.meta.url.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return readFile(fileURLToPath(new URL('../report/page/bundle.js', own)), 'utf8');
}
