/**
 * Whether the limit holds, and every signal is obeyed, where there is too much of something: ten tables of ten shapes, each
 * fitted at 3 s and 10 s, and ended by SIGINT, SIGTERM and SIGHUP at moments from the first second on. Each command has to
 * end within its limit + max(2 s, 2 %), two seconds after the signal at most, with exit 0 and a model that loads.
 *
 *   npm run bench:limits -- [--shapes rows,texts] [--workers 2] [--json]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadPredictor } from '../src/index.js';
import { SHAPES, type Shape, writeShape } from './limits/shapes.js';

const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const LIMITS = [3, 10];
/** Each signal at a moment of its own: while the data is read, while it is judged or searched, and late. */
const SIGNALS = [
  ['SIGINT', 1],
  ['SIGTERM', 2],
  ['SIGHUP', 6],
] as const;
const SLACK = 2;

interface Figure {
  readonly shape: string;
  readonly what: string;
  /** From the limit, or the signal, to the end; below zero: before it. */
  readonly secondsBeyond: number;
  readonly exit: number | null;
  readonly holds: boolean;
  readonly best: string;
}

const { values } = parseArgs({
  options: {
    shapes: { type: 'string' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const names = values.shapes?.split(',');
const folder = mkdtempSync(join(tmpdir(), 'autofit-limits-'));
const figures: Figure[] = [];
for (const shape of SHAPES.filter(({ name }) => names?.includes(name) ?? true)) {
  const path = await writeShape(shape, folder);
  for (const limit of LIMITS) await measure(shape, path, `${limit} s`, limit);
  for (const [name, after] of SIGNALS)
    await measure(shape, path, `${name} at ${after} s`, 60, { name, after });
  rmSync(path);
}
rmSync(folder, { recursive: true });
if (values.json) console.log(JSON.stringify(figures));
else {
  console.table(figures);
  const held = figures.filter(({ holds }) => holds).length;
  console.log(`${held} of ${figures.length} hold`);
}

async function measure(
  { name: shape, options = [] }: Shape,
  path: string,
  what: string,
  limit: number,
  signal?: { readonly name: NodeJS.Signals; readonly after: number },
): Promise<void> {
  const out = join(folder, 'run');
  rmSync(out, { recursive: true, force: true });
  const told = ['--time-limit', `${limit}s`, '--workers', values.workers, '--out', out, '--quiet'];
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, path, '--label', 'y', ...told, ...options], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (signal) {
    await setTimeout(signal.after * 1000);
    child.kill(signal.name);
  }
  const exit = await ended;
  const due = signal?.after ?? limit;
  const secondsBeyond = (performance.now() - began) / 1000 - due;
  const isThere = existsSync(out);
  const best = isThere ? ((await loadPredictor(out)).leaderboard()[0]?.name ?? '') : 'no model';
  const holds = exit === 0 && isThere && secondsBeyond <= Math.max(SLACK, 0.02 * due);
  figures.push({ shape, what, secondsBeyond, exit, holds, best });
  if (!values.json)
    console.error(`${shape}, ${what}: ${secondsBeyond.toFixed(1)} s beyond, exit ${exit}, ${best}`);
}
