import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { resume } from '../../src/index.js';
import { readJournal } from '../../src/journal/journal-file.js';
import { lockRun } from '../../src/run/run-lock.js';
import {
  eventsIn,
  halvedOptions,
  hashOf,
  killed,
  momentOf,
  phaseOf,
  told,
} from '../fixtures/halved-run.js';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const options = halvedOptions(folder);

/** The arguments of a fit, whose report says nothing of how it ends. */
function fitInto(run: string, workers: number, more = ['--no-report']): readonly string[] {
  return ['datasets/concrete.csv', ...options, '-j', String(workers), '-o', run, ...more];
}

describe('a run that is never disturbed', () => {
  let expected = '';
  let milliseconds = 0;
  let stretches = 0;

  beforeAll(async () => {
    const start = performance.now();
    const { code, stderr } = await runCli(fitInto(folder.at('whole'), 2, []));
    milliseconds = performance.now() - start;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expected = hashOf(folder.at('whole'));
    stretches = eventsIn(folder.at('whole'), 'trial');
  });

  test('lets trials go on, and keeps what its best have left', async () => {
    const { events } = await readJournal(folder.at('whole'));
    const trials = events.filter((event) => event.kind === 'trial');
    expect(new Set(trials.map(({ trial }) => trial.number)).size).toBe(25);
    expect(trials.filter(({ trial }) => trial.rung > 0).length).toBeGreaterThan(2);
    for (const state of ['paused', 'screened', 'complete']) {
      expect(trials.filter(({ trial }) => trial.state === state).length).toBeGreaterThan(2);
    }
    expect(events.at(-1)?.kind).toBe('end');
    const complete = trials.filter(({ trial }) => trial.state === 'complete');
    const names = complete.map(({ trial }) => `${trial.number}-${trial.rung}.safetensors`);
    expect(readdirSync(join(folder.at('whole'), 'trials')).sort()).toEqual(names.sort());
  });

  test('is the same with 4 workers', async () => {
    const run = folder.at('workers');
    expect((await runCli(fitInto(run, 4))).code).toBe(0);
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
    mkdirSync(join(run, 'before'));
    for (const name of ['before/model.safetensors', 'model.safetensors.123.tmp']) {
      writeFileSync(join(run, name), '');
    }
    expect((await runCli(['resume', run, '-q'])).code).toBe(0);
    expect(readdirSync(run).sort()).toEqual([
      'background.safetensors',
      'journal.jsonl',
      'leaderboard.csv',
      'model.safetensors',
      'oof.safetensors',
      'report.html',
      'report.json',
      'report.md',
      'trials',
    ]);
  });

  // Twenty moments: npm run test:real.
  test.each([9])('is the same when it is killed and resumed (%i)', async (number) => {
    const run = folder.at(`killed-${number}`);
    const whole = { milliseconds, stretches };
    await killed(fitInto(run, 2), momentOf(run, number, whole));
    const hasBegun = phaseOf(run, whole) !== 'begin';
    const { code, stderr } = await runCli(
      hasBegun ? ['resume', run, '-q', '-j', '1'] : fitInto(run, 2),
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(hashOf(run)).toBe(expected);
  });

  test('is the same when what trials left is lost before it is resumed', async () => {
    const run = folder.at('lost');
    await killed(fitInto(run, 2), told(run, Math.floor(stretches / 2)));
    // One that was being written when the run was killed has another name, and may be empty.
    const isWhole = (name: string) => name.endsWith('.safetensors');
    const [removed, ...damaged] = readdirSync(join(run, 'trials')).filter(isWhole).sort();
    rmSync(join(run, 'trials', String(removed)));
    for (const name of damaged) {
      const path = join(run, 'trials', name);
      const bytes = readFileSync(path);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
      writeFileSync(path, bytes);
    }
    const { code, stderr } = await runCli(['resume', run]);
    expect(stderr).toContain('constant is trained again. What a trial left in');
    expect(stderr).toContain('its content is not what was written');
    expect(code).toBe(0);
    expect(hashOf(run)).toBe(expected);
  });
});

describe('a run cannot be resumed', () => {
  test('when its data has changed, nor is it written over', async () => {
    const data = folder.write('c.csv', readFileSync('datasets/concrete.csv', 'utf8'));
    const run = folder.at('changed');
    const args = [data, ...options, '-o', run];
    await killed(args, told(run, 1));
    const again = await runCli(args);
    expect([again.code, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toContain(`autofit resume ${run}`);
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

  test('but one on standard input can, which is the same with one worker', async () => {
    const run = folder.at('piped');
    const input = readFileSync('datasets/concrete.csv', 'utf8');
    const { code } = await runCli(['-', ...fitInto(run, 1).slice(1)], { input });
    expect(code).toBe(0);
    expect(existsSync(join(run, 'standard-input'))).toBe(true);
    expect(hashOf(run)).toBe(hashOf(folder.at('whole')));
  });
});

test('a run whose time was up when it was killed ends with what it had', async () => {
  const run = folder.at('late');
  const args = fitInto(run, 2).map((option) => (option === '24' ? '1000000' : option));
  await killed([...args, '--time-limit', '1h'], told(run, 10));
  const begun = folder.at('late-begun');
  cpSync(run, begun, { recursive: true });
  const path = join(run, 'journal.jsonl');
  const late = readFileSync(path, 'utf8').replace(/"seconds":[\d.]+/g, '"seconds":7200');
  writeFileSync(path, late);
  const { events } = await readJournal(run);
  const trials = events.flatMap((event) => (event.kind === 'trial' ? [event.trial] : []));
  const { code, stdout } = await runCli(['resume', run, '-q', '--json']);
  expect(code).toBe(0);
  const names = JSON.parse(stdout).leaderboard.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(trials.map(({ name }) => name)));
  // Its time goes on when the process that resumes it began.
  const resumed = await resume(begun, { workers: 1 }, performance.now() - 7_200_000);
  expect(
    resumed
      .leaderboard()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(names.sort());
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
    const files = readdirSync(run, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /lock$|\.tmp$/.test(name))).toEqual([]);
    expect((await runCli(['resume', run, '-q'])).code).toBe(0);
    expect(hashOf(run)).toBe(hashOf(folder.at('whole')));
  });
});
