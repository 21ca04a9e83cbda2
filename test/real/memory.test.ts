import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateRows } from '../../bench/memory/generate.js';
import { randomStream } from '../../src/util/random.js';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const MAIN = resolve('dist/cli/main.js');
/** Much is written and read first. */
const LONG = 300_000;
const MEGABYTE = 1e6;
/** What the promise allows beside what was told. */
const MOST_SHARE = 1.1;
const folder = tempFolder();

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes. */
  readonly peak: number;
}

/** Runs the command line, and looks at its peak until it ends. */
async function measured(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr, peak] = ['', '', 0];
  child.stdout.on('data', (text: Buffer) => {
    stdout += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text;
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 20);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  return { code, stdout, stderr, peak };
}

/** 0 once the process has no memory any more. */
function peakOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
}

/** A configuration that does not take long. */
function tenRounds(): string {
  const config = { family: 'boosted-trees', params: { rounds: 10 } };
  return folder.write('ten.json', JSON.stringify([config]));
}

/** Rows of a text and a number each; which words a text has tells the label. */
async function generateTexts(path: string, rows: number): Promise<void> {
  const random = randomStream('texts');
  const words = Array.from({ length: 5000 }, (_, i) => `word${i}`);
  const stream = createWriteStream(path);
  stream.write('text,x,y\n');
  for (let row = 0; row < rows; row += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - row) }, () => {
      const own = Array.from({ length: 40 }, () => random.integer(words.length));
      const isSpam = own.some((word) => word < 90);
      const text = own.map((word) => words[word]).join(' ');
      return `${text},${random.normal().toFixed(4)},${isSpam ? 'spam' : 'ham'}\n`;
    });
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

// Elsewhere a process does not tell its peak so.
describe.runIf(process.platform === 'linux')('of a table of 300 MB', { timeout: LONG }, () => {
  test('with numbers, a fit takes no more than --memory, and trains on as many rows as fit', async () => {
    const data = folder.at('numbers.csv');
    await generateRows(data, { rows: 2_000_000, columns: 20, task: 'binary', seed: 0 });
    const own = ['--models', 'boosted-trees', '--enqueue', tenRounds(), '--trials', '1', '--json'];
    const to = folder.at('numbers');
    const fit = await measured([data, '-l', 'y', '--memory', '700m', ...own, '-o', to]);
    expect(fit.stderr).toContain('of 2,000,000: --memory is not enough for more');
    expect(fit.code).toBe(0);
    expect(fit.peak).toBeGreaterThan(0);
    expect(fit.peak / MEGABYTE).toBeLessThan(700 * MOST_SHARE);
    expect(JSON.parse(fit.stdout)).toMatchObject({ chosenOf: 2_000_000 });
  });

  test('with texts, a fit takes no more than --memory', async () => {
    const data = folder.at('texts.csv');
    await generateTexts(data, 900_000);
    const own = ['--models', 'boosted-trees', '--enqueue', tenRounds(), '--trials', '1', '--json'];
    const to = folder.at('texts');
    const fit = await measured([data, '-l', 'y', '--memory', '1g', ...own, '-o', to]);
    expect(fit.stderr).toContain('of 900,000: --memory is not enough for more');
    expect(fit.code).toBe(0);
    expect(fit.peak / MEGABYTE).toBeLessThan(1000 * MOST_SHARE);
    expect(JSON.parse(fit.stdout)).toMatchObject({ chosenOf: 900_000 });
  });
});

test('a run that is given more time goes on with the rows that it had time for', async () => {
  const data = folder.at('long.csv');
  await generateRows(data, { rows: 510_000, columns: 5, task: 'binary', seed: 0 });
  const to = folder.at('long');
  const own = ['--models', 'boosted-trees', '--trials', '1', '--json'];
  const fit = await runCli([data, '-l', 'y', '-t', '20s', ...own, '-o', to]);
  expect(fit.stderr).toContain('of 510,000: --time-limit is not enough for more');
  const more = await runCli(['resume', to, '--time-limit', '+10s', '--trials', '+1', '--json']);
  expect(more.code).toBe(0);
  expect(JSON.parse(more.stdout).rows).toBe(JSON.parse(fit.stdout).rows);
});
