import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readJournal } from '../src/journal/journal-file.js';
import { lockRun } from '../src/run-lock.js';
import { randomStream } from '../src/util/random.js';
import { runCli } from './fixtures/run-cli.js';
import { tempFolder } from './fixtures/temp-folder.js';

const epochs = { kind: 'choice', options: [8] };
/** Networks and trees that are screened on one of two folds, and paused there at rungs. */
const preset = JSON.stringify({
  description: 'few epochs, halved',
  models: ['mlp', 'boosted-trees', 'neighbours'],
  scheduler: 'halving',
  sampler: 'evolution',
  smallTableFolds: 2,
  families: {
    mlp: { defaults: { epochs: 8, width1: 8, width2: 8 }, space: { epochs } },
    'boosted-trees': {
      defaults: { rounds: 16 },
      space: { rounds: { kind: 'choice', options: [16] } },
    },
  },
});

const folder = tempFolder();
const file = folder.write('halved.json', preset);
const options = ['-l', 'compressive_strength', '-p', file, '--trials', '24', '-q'];

function fitInto(run: string, workers: number): readonly string[] {
  return ['datasets/concrete.csv', ...options, '-j', String(workers), '-o', run];
}

function hashOf(run: string): string {
  return createHash('sha256')
    .update(readFileSync(join(run, 'model.safetensors')))
    .digest('hex');
}

/** Starts a command and kills it after so long; whether it was still running then. */
function killed(args: readonly string[], milliseconds: number): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [resolve('dist/cli/main.js'), ...args], {
    stdio: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  return new Promise((done) => {
    child.on('exit', (_code, signal) => {
      clearTimeout(timer);
      done(signal === 'SIGKILL');
    });
  });
}

describe('a run that is never disturbed', () => {
  let expected = '';
  let milliseconds = 0;

  beforeAll(async () => {
    const start = performance.now();
    const { code, stderr } = await runCli(fitInto(folder.at('whole'), 2));
    milliseconds = performance.now() - start;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expected = hashOf(folder.at('whole'));
  });

  test('lets trials go on, and leaves no trial behind', async () => {
    const { events } = await readJournal(folder.at('whole'));
    const trials = events.filter((event) => event.kind === 'trial');
    expect(new Set(trials.map(({ trial }) => trial.number)).size).toBe(25);
    expect(trials.filter(({ trial }) => trial.rung > 0).length).toBeGreaterThan(2);
    for (const state of ['paused', 'screened', 'complete']) {
      expect(trials.filter(({ trial }) => trial.state === state).length).toBeGreaterThan(2);
    }
    expect(events.at(-1)?.kind).toBe('end');
    expect(existsSync(join(folder.at('whole'), 'trials'))).toBe(false);
  });

  test.each([1, 4])('is the same with %i workers', async (workers) => {
    const run = folder.at(`workers-${workers}`);
    expect((await runCli(fitInto(run, workers))).code).toBe(0);
    expect(hashOf(run)).toBe(expected);
  });

  test('is left as it is when it is resumed', async () => {
    const before = readFileSync(join(folder.at('whole'), 'journal.jsonl'));
    const { code, stdout } = await runCli(['resume', folder.at('whole')]);
    expect(code).toBe(0);
    expect(stdout).toContain('on validation rows');
    expect(hashOf(folder.at('whole'))).toBe(expected);
    expect(readFileSync(join(folder.at('whole'), 'journal.jsonl'))).toEqual(before);
  });

  test('is swept of what a kill at the very end left', async () => {
    const run = folder.at('whole');
    mkdirSync(join(run, 'trials'));
    for (const name of ['trials/3.safetensors', 'model.safetensors.123.tmp']) {
      writeFileSync(join(run, name), '');
    }
    expect((await runCli(['resume', run, '-q'])).code).toBe(0);
    expect(readdirSync(run).sort()).toEqual([
      'journal.jsonl',
      'leaderboard.csv',
      'model.safetensors',
    ]);
  });

  const moments = Array.from({ length: 20 }, (_, i) => i);
  test.each(moments)(
    'is the same when it is killed at a random moment and resumed (%i)',
    async (moment) => {
      const random = randomStream(moment, 'kill');
      const run = folder.at(`killed-${moment}`);
      // The first moments come while a process starts; the last ones while it ensembles and saves.
      const share = 0.15 + 0.9 * random.next();
      await killed(fitInto(run, 1 + (moment % 3)), share * milliseconds);
      const hasBegun = existsSync(join(run, 'journal.jsonl'));
      const args = hasBegun ? ['resume', run, '-q', '-j', '2'] : fitInto(run, 2);
      if (moment % 4 === 0 && hasBegun) await killed(args, 0.5 * milliseconds);
      const { code, stderr } = await runCli(args);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(hashOf(run)).toBe(expected);
    },
  );
});

describe('a run cannot be resumed', () => {
  const begin = async (run: string, data: string) => {
    const args = [data, ...options, '-o', run];
    for (let wait = 300; !existsSync(join(run, 'journal.jsonl')); wait += 200) {
      await killed(args, wait);
    }
  };

  test('when its data has changed', async () => {
    const data = folder.write('c.csv', readFileSync('datasets/concrete.csv', 'utf8'));
    const run = folder.at('changed');
    await begin(run, data);
    writeFileSync(data, readFileSync(data, 'utf8').replace('540', '541'));
    const { code, stderr } = await runCli(['resume', run]);
    expect(stderr).toMatch(/has changed since the run began/);
    expect(code).toBe(2);
  });

  test('when there is none', async () => {
    const { code, stderr } = await runCli(['resume', folder.at('nowhere')]);
    expect(stderr).toMatch(/No run can be read/);
    expect(code).toBe(2);
  });

  test('while a process works on it', async () => {
    const run = folder.at('whole');
    const lock = await lockRun(run);
    const { code, stderr } = await runCli(['resume', run]);
    lock.release();
    expect(stderr).toContain(`Process ${process.pid} is working on ${run}.`);
    expect(code).toBe(2);
  });

  test('but one on standard input can', async () => {
    const run = folder.at('piped');
    const input = readFileSync('datasets/concrete.csv', 'utf8');
    const { code } = await runCli(['-', ...options, '-o', run], { input });
    expect(code).toBe(0);
    expect(existsSync(join(run, 'standard-input'))).toBe(true);
    expect(hashOf(run)).toBe(hashOf(folder.at('whole')));
  });
});

test('an unfinished run is not overwritten', async () => {
  const run = folder.at('unfinished');
  for (let wait = 300; !existsSync(join(run, 'journal.jsonl')); wait += 200) {
    await killed(fitInto(run, 2), wait);
  }
  const { code, stderr } = await runCli(fitInto(run, 2));
  expect(code).toBe(2);
  expect(stderr).toContain(`autofit resume ${run}`);
});

test('a run whose time was up when it was killed ends with what it had', async () => {
  const run = folder.at('late');
  const args = fitInto(run, 2).map((option) => (option === '24' ? '1000000' : option));
  for (let wait = 1500; !existsSync(join(run, 'journal.jsonl')); wait += 500) {
    await killed([...args, '--time-limit', '1h'], wait);
  }
  const path = join(run, 'journal.jsonl');
  const late = readFileSync(path, 'utf8').replace(/"seconds":[\d.]+/g, '"seconds":7200');
  writeFileSync(path, late);
  const { events } = await readJournal(run);
  const byStretch = new Map(
    events.flatMap((event) =>
      event.kind === 'trial' ? [[event.stretch, event.trial] as const] : [],
    ),
  );
  const trials = [];
  for (let n = 0; byStretch.has(n); n++) trials.push(byStretch.get(n));
  const { code, stdout } = await runCli(['resume', run, '-q', '--json']);
  expect(code).toBe(0);
  const names = JSON.parse(stdout).leaderboard.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(trials.map((trial) => trial?.name)));
});

describe('a run that was interrupted', () => {
  /** Interrupts once the first trials are told of, and again when told how to end at once. */
  const interrupted = (run: string, times: number) => {
    let sent = 0;
    return runCli([...fitInto(run, 2).filter((option) => option !== '-q'), '-v'], {
      onStderr(told, child) {
        if (sent === 0 && told.includes('mlp-1:')) sent = Number(child.kill('SIGINT'));
        if (sent === 1 && times === 2 && told.includes('Ctrl-C again')) {
          sent += Number(child.kill('SIGINT'));
        }
      },
    });
  };

  test.each([
    [1, 0],
    [2, 130],
  ])('%i times (exit code %i) goes on to the same end', async (times, expected) => {
    const run = folder.at(`interrupted-${times}`);
    expect((await interrupted(run, times)).code).toBe(expected);
    expect(existsSync(join(run, 'model.safetensors'))).toBe(times === 1);
    expect(existsSync(join(run, 'lock'))).toBe(false);
    expect((await runCli(['resume', run, '-q'])).code).toBe(0);
    const whole = folder.at(`whole-${times}`);
    expect((await runCli(fitInto(whole, 2))).code).toBe(0);
    expect(hashOf(run)).toBe(hashOf(whole));
  });
});
