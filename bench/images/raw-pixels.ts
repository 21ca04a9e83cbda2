import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture } from '../../src/image/decode-picture.js';
import type { Scored } from '../quality/results.js';

/** The share of test pictures whose class was found. */
export interface ImageResult extends Scored {
  readonly test: number;
  readonly validation: number | null;
  readonly seconds: number;
  /** The share of each model in the ensemble, by family. */
  readonly members?: Readonly<Record<string, number>>;
  readonly commit: string;
}

interface Run {
  readonly set: string;
  readonly folder: string;
  readonly seconds: number;
  readonly seed: number;
  readonly commit: string;
  /** A file. @default none */
  readonly backbone?: string | undefined;
}

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const PYTHON = fileURLToPath(new URL('../peers/.venv/bin/python', import.meta.url));
const RAW_PIXELS = fileURLToPath(new URL('raw_pixels.py', import.meta.url));

interface Told {
  readonly seconds: number;
  readonly scoreTest?: number;
  readonly best: { readonly scoreValidation: number };
  readonly leaderboard: readonly { readonly family: string; readonly weight: number | null }[];
}

/** The whole command, as a user gives it. */
export function runAutofit({
  set,
  folder,
  seconds,
  seed,
  commit,
  backbone,
}: Run): Omit<ImageResult, 'contender'> {
  const out = mkdtempSync(join(tmpdir(), 'autofit-images-'));
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      PROGRAM,
      join(folder, 'train'),
      '--test',
      join(folder, 'test'),
      '--metric',
      'accuracy',
      '-t',
      `${seconds}s`,
      '-j',
      '2',
      '--seed',
      `${seed}`,
      '--out',
      join(out, 'run'),
      ...(backbone === undefined ? [] : ['--backbone', backbone]),
      '--json',
      '--quiet',
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const took = (performance.now() - began) / 1000;
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(`autofit ended with ${status}: ${stderr}`);
  const told = JSON.parse(stdout) as Told;
  const members: Record<string, number> = {};
  for (const { family, weight } of told.leaderboard) {
    if (weight) members[family] = (members[family] ?? 0) + weight;
  }
  const { scoreTest = Number.NaN, best } = told;
  return {
    set,
    seed,
    test: scoreTest,
    validation: best.scoreValidation,
    seconds: took,
    members,
    commit,
  };
}

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
