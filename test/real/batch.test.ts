import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const MAIN = resolve('dist/cli/main.js');
const folder = tempFolder();
const model = folder.at('model');
const long = folder.at('long.csv');
const longer = folder.at('longer.csv');
const ROWS = 250_000;
const NOTE = 'not known to the model '.repeat(10).trim();

beforeAll(async () => {
  const flags = ['--trials', '1', '-j', '1', '--models', 'linear', '--no-report', '-o', model];
  const train = folder.write('train.csv', rowsText(0, 400, true));
  expect((await runCli([train, '-l', 'y', ...flags])).code).toBe(0);
  writeRows(long, ROWS);
  writeRows(longer, 4 * ROWS);
});

/** Numbers and levels, of which the label is a sum; what is predicted has a long note besides. */
function rowsText(from: number, to: number, isTraining: boolean): string {
  const header = `id,a,b,colour,${isTraining ? 'y' : 'note'}\n`;
  const lines = Array.from({ length: to - from }, (_, i) => {
    const [n, a] = [from + i, ((from + i) * 37) % 101];
    const colour = ['red', 'green', 'blue'][n % 3];
    return `r${n},${a},${(n * 7) % 53}.5,${colour},${isTraining ? a + (n % 3) : NOTE}\n`;
  });
  return from === 0 ? header + lines.join('') : lines.join('');
}

function writeRows(path: string, rows: number): void {
  const file = openSync(path, 'w');
  for (let from = 0; from < rows; from += 50_000) {
    writeSync(file, rowsText(from, Math.min(rows, from + 50_000), false));
  }
  closeSync(file);
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, 'predict', model, ...args], { stdio: 'ignore' });
}

/** The exit code, and the most memory that the process had at once, in MB. */
async function peakOf(child: ChildProcess): Promise<{ code: number; peak: number }> {
  let peak = 0;
  let isOver = false;
  const ended = once(child, 'close').finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const status = `/proc/${child.pid}/status`;
    const found = existsSync(status) && /VmHWM:\s+(\d+)/.exec(readStatus(status))?.[1];
    peak = Math.max(peak, Number(found || 0) / 1024);
    await sleep(50);
  }
  const [code] = (await ended) as [number];
  return { code, peak };
}

/** Of a process that has just ended there is nothing to read. */
function readStatus(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return '';
    throw thrown;
  }
}

describe('a file of many rows', () => {
  test('takes no more memory than one of a fourth of them, and has its answers in order', async () => {
    const out = folder.at('out.csv');
    const flags = ['--with', 'id', '-j', '2', '-q', '-o'];
    const one = await peakOf(start([long, ...flags, folder.at('one.csv')]));
    // Garbage that is not collected yet may stand in the peak of a run, what is kept stands in all.
    const fours: Awaited<ReturnType<typeof peakOf>>[] = [];
    for (let i = 0; i < 3; i++) fours.push(await peakOf(start([longer, ...flags, out])));
    expect([one, ...fours].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(statSync(longer).size).toBeGreaterThan(250e6);
    const least = Math.min(...fours.map(({ peak }) => peak));
    expect(least / one.peak).toBeLessThan(1.35);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(4 * ROWS + 1);
    expect(lines.every((line, i) => i === 0 || line.startsWith(`r${i - 1},`))).toBe(true);
    expect(readFileSync(folder.at('one.csv'), 'utf8')).toBe(
      `${lines.slice(0, ROWS + 1).join('\n')}\n`,
    );
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves the old file behind %s, and no other',
    async (signal) => {
      const out = folder.write('old.csv', 'old\n');
      const child = start([longer, '-o', out]);
      const ended = once(child, 'close');
      const isBegun = () =>
        readdirSync(folder.path).some(
          (name) => /^old\.csv\.\d+\.tmp$/.test(name) && statSync(folder.at(name)).size > 1e5,
        );
      while (!isBegun()) await sleep(20);
      child.kill(signal);
      expect((await ended)[0]).toBe(130);
      expect(readFileSync(out, 'utf8')).toBe('old\n');
      expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  test('leaves no file behind a mistake in its last line', async () => {
    appendFileSync(long, 'a,b\n');
    const out = folder.at('none.csv');
    const { code, stderr } = await runCli(['predict', model, long, '-q', '-o', out]);
    expect([code, existsSync(out)]).toEqual([2, false]);
    expect(stderr).toContain(`line ${ROWS + 2}: the row has 2 fields where the header has 5`);
  });

  test('goes from a pipe to a pipe, which may end early', () => {
    const command = `cat ${longer} | ${process.execPath} ${MAIN} predict ${model} - -q --with id | head -2; echo \${PIPESTATUS[1]}`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const [header, first, code] = stdout.split('\n');
    expect([header, code]).toEqual(['id,y', '0']);
    expect(first).toMatch(/^r0,-?\d/);
  });
});
