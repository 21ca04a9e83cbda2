import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PredictorState } from '../predictor/predictor-state.js';
import { imageColumns } from '../schema/with-pictures.js';

/** The programs of pages with a living model or a detector, what reads pictures in them, and the runtime of exported modules. */
const BUNDLES = {
  page: '../report/page/bundle.js',
  detector: '../report/page/detector-bundle.js',
  pictures: '../image/bundle.js',
  typescript: '../export/typescript/bundle.js',
} as const;

/** What was bundled when autofit was built. */
export function readBundle(name: keyof typeof BUNDLES): Promise<string> {
  // Sources stand beside what is built of them.
  const own = import.meta.url.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return readFile(fileURLToPath(new URL(BUNDLES[name], own)), 'utf8');
}

/** The program of pages with this model, behind what reads pictures where it takes any. */
export async function readPageProgram({ schema }: PredictorState): Promise<string> {
  const page = await readBundle('page');
  return imageColumns(schema).length === 0 ? page : `${await readBundle('pictures')}\n${page}`;
}

/** The program of pages with a detector, behind what reads pictures. */
export async function readDetectorProgram(): Promise<string> {
  return `${await readBundle('pictures')}\n${await readBundle('detector')}`;
}
