/**
 * What works for long: searches in a loop, a server that requests come to (a tenth of them bad), and a worker beside a Redis with
 * the searches that it trains for. Memory, handles, threads and temporary files of each are looked at over time; what goes up
 * clearly behind the first fifth of the time fails, and so does a part that has done nothing, or a server that has answered
 * wrongly. Needs Linux, and Debian's redis-server. What is built in dist/ is watched.
 *
 *   npm run bench:soak -- [--hours 1] [--parts searches,server,worker] [--rows 12] [--json]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { halvedOptions } from '../test/fixtures/halved-run.js';
import { type Part, searchingPart, servingPart, workingParts } from './soak/parts.js';
import { type Look, type Trend, trendsOf } from './soak/trend.js';
import { vitalsOf } from './soak/vitals.js';

/** Looks in all, at most one a second. */
const LOOKS = 600;

const { values: flags } = parseArgs({
  options: {
    hours: { type: 'string', default: '1' },
    parts: { type: 'string', default: 'searches,server,worker' },
    rows: { type: 'string', default: '12' },
    json: { type: 'boolean', default: false },
  },
});
const seconds = 3600 * Number(flags.hours);
const folder = mkdtempSync(join(tmpdir(), 'autofit-soak-'));
const preset = presetFile();
const parts: Part[] = [];
try {
  for (const name of flags.parts.split(',')) parts.push(...(await started(name)));
  const watched = await watch(parts);
  const results = watched.map(({ part, looks }) => {
    const [done, wrong] = [part.done(), part.wrong?.() ?? 0];
    return { name: part.name, done, wrong, looks, trends: trendsOf(looks) };
  });
  if (flags.json) console.log(JSON.stringify(results.map(({ looks: _, ...own }) => own)));
  else print(results);
  if (!results.every(isWell)) process.exitCode = 1;
} finally {
  for (const part of parts) part.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function started(name: string): Promise<readonly Part[]> {
  const own = join(folder, name);
  if (name === 'searches') return [searchingPart(own, preset)];
  if (name === 'server') return [await servingPart(own, await fittedModel())];
  if (name === 'worker') return workingParts(own, preset);
  throw new Error('--parts are searches, server, worker');
}

/** Short trials of networks, trees and neighbours. */
function presetFile(): string {
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const options = halvedOptions({ write });
  return options[options.indexOf('-p') + 1] ?? '';
}

async function fittedModel(): Promise<string> {
  const built = new URL('../dist/index.js', import.meta.url).href;
  const { fit } = (await import(built)) as typeof import('../src/index.js');
  const out = join(folder, 'model');
  const few = { trials: 6, workers: 1, report: false } as const;
  await fit('datasets/concrete.csv', { label: 'compressive_strength', out, ...few });
  return out;
}

async function watch(all: readonly Part[]) {
  const watched = all.map((part) => ({ part, looks: [] as Look[] }));
  const start = performance.now();
  const passed = () => (performance.now() - start) / 1000;
  while (passed() < seconds) {
    await sleep(1000 * Math.max(1, seconds / LOOKS));
    for (const { part, looks } of watched) {
      looks.push({ seconds: passed(), vitals: vitalsOf(part.pid, part.folder) });
    }
  }
  return watched;
}

interface Result {
  readonly name: string;
  readonly done: number;
  readonly wrong: number;
  readonly looks: readonly Look[];
  readonly trends: readonly Trend[];
}

function isWell({ done, wrong, trends }: Result): boolean {
  return done > 0 && wrong === 0 && !trends.some(({ isUpward }) => isUpward);
}

function print(results: readonly Result[]): void {
  const table = new Table({ head: ['part', 'minutes', 'MB', 'handles', 'threads', 'MB of files'] });
  for (const { name, looks } of results) {
    const step = Math.max(1, Math.ceil(looks.length / Number(flags.rows)));
    const shown = looks.filter((_, i) => i % step === 0 || i === looks.length - 1);
    for (const { seconds: at, vitals } of shown) {
      const { memory, handles, threads, disk } = vitals;
      const minutes = (at / 60).toFixed(1);
      table.push([name, minutes, memory.toFixed(0), handles, threads, disk.toFixed(2)]);
    }
  }
  console.log(table.toString());
  const fitted = new Table({ head: ['part', 'done', 'wrong', 'of', 'from', 'to', ''] });
  for (const { name, done, wrong, trends } of results) {
    for (const { of, first, last, isUpward } of trends) {
      const ends = [first.toFixed(1), last.toFixed(1)];
      fitted.push([name, done, wrong, of, ...ends, isUpward ? 'UPWARD' : '']);
    }
  }
  console.log(fitted.toString());
}
