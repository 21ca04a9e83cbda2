import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageResult } from './image-result.js';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

interface Told {
  readonly scoreTest?: number;
  readonly best: { readonly scoreValidation: number };
  readonly leaderboard: readonly { readonly family: string; readonly weight: number | null }[];
}

export type Outcome = Pick<ImageResult, 'test' | 'validation' | 'seconds' | 'members'>;

/** The whole command, as a user gives it, on two workers; `args` tells its data and its length. */
export function runAutofit(args: readonly string[], seed: number): Outcome {
  const out = mkdtempSync(join(tmpdir(), 'autofit-images-'));
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...[PROGRAM, ...args, '--metric', 'accuracy', '-j', '2', '--seed', `${seed}`],
      ...['--out', join(out, 'run'), '--json', '--quiet'],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const seconds = (performance.now() - began) / 1000;
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(`autofit ended with ${status}: ${stderr}`);
  const { scoreTest = Number.NaN, best, leaderboard } = JSON.parse(stdout) as Told;
  checkWhole(args, leaderboard);
  const members: Record<string, number> = {};
  for (const { family, weight } of leaderboard) {
    if (weight && family !== 'ensemble') members[family] = (members[family] ?? 0) + weight;
  }
  return { test: scoreTest, validation: best.scoreValidation, seconds, members };
}

/** A command that was stopped ends well too, with what it had. */
function checkWhole(args: readonly string[], leaderboard: Told['leaderboard']): void {
  const place = args.indexOf('--trials');
  if (place < 0) return;
  const tried = leaderboard.filter(({ family }) => family !== 'ensemble' && family !== 'constant');
  if (tried.length >= Number(args[place + 1])) return;
  throw new Error(`autofit was stopped after ${tried.length} of ${args[place + 1]} trials`);
}
