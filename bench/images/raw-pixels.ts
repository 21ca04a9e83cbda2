import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture } from '../../src/image/decode-picture.js';
import type { ImageResult } from './image-result.js';

const PYTHON = fileURLToPath(new URL('../peers/.venv/bin/python', import.meta.url));
const RAW_PIXELS = fileURLToPath(new URL('raw_pixels.py', import.meta.url));

/** Models of scikit-learn on the bytes of the pictures, on one thread. */
export async function runRawPixels(
  set: string,
  folder: string,
  commit: string,
): Promise<readonly ImageResult[]> {
  if (!existsSync(PYTHON)) {
    console.error('No peer is installed: npm run bench:peers');
    return [];
  }
  const files = mkdtempSync(join(tmpdir(), 'autofit-pixels-'));
  const paths = await Promise.all(
    ['train', 'test'].map(async (split) => {
      const path = join(files, `${split}.bin`);
      await writePixels(join(folder, split), path);
      return path;
    }),
  );
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const lines = execFileSync(PYTHON, [RAW_PIXELS, ...paths], { encoding: 'utf8', env })
    .trim()
    .split('\n');
  rmSync(files, { recursive: true });
  return lines.map((line) => {
    const { model, test, seconds } = JSON.parse(line) as {
      model: string;
      test: number;
      seconds: number;
    };
    return { contender: model, set, seed: 0, test, validation: null, seconds, commit };
  });
}

/** A line of JSON with the classes, then the bytes of all pictures. */
async function writePixels(folder: string, path: string): Promise<void> {
  const labels: string[] = [];
  const pixels: Uint8Array[] = [];
  for (const name of readdirSync(folder).sort()) {
    for (const file of readdirSync(join(folder, name)).sort()) {
      const picture = await decodePicture(readFileSync(join(folder, name, file)));
      labels.push(name);
      pixels.push(picture.pixels);
    }
  }
  writeFileSync(path, Buffer.concat([Buffer.from(`${JSON.stringify({ labels })}\n`), ...pixels]));
}
