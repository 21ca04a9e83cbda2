import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FitOptions, type FittedPredictor, fit, resume } from '../../src/index.js';
import { readJournal } from '../../src/journal/journal-file.js';
import { lockRun } from '../../src/run/run-lock.js';
import { eventsIn, halvedOptions, hashOf, killed, told } from '../fixtures/halved-run.js';
import { runCli } from '../fixtures/run-cli.js';
import { shortHalved } from '../fixtures/short-halved.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const cli = halvedOptions(folder).filter((option) => option !== '--trials' && option !== '24');

function fitInto(run: string, trials: number, data = 'datasets/concrete.csv'): readonly string[] {
  return [data, ...cli, '--trials', String(trials), '-j', '2', '-o', run];
}

/** Goes on until it has so many trials; killed after so many new stretches first. */
async function resumedTo(run: string, trials: number, kill: number): Promise<void> {
  const args = ['resume', run, '-q', '--trials', String(trials)];
  await killed([...args, '-j', '2'], told(run, eventsIn(run, 'trial') + kill));
  // What it was given is on record, or it is as it was.
  const isGiven = eventsIn(run, 'more') > 0;
  const { code, stderr } = await runCli(isGiven ? ['resume', run, '-q', '-j', '1'] : args);
  expect(stderr).toBe('');
  expect(code).toBe(0);
}

describe('a run of 24 trials', () => {
  let whole = '';

  beforeAll(async () => {
    expect((await runCli(fitInto(folder.at('whole'), 24))).code).toBe(0);
    whole = hashOf(folder.at('whole'));
  });

  test.each([
    [4, 0],
    [9, 1],
    [13, 4],
    [17, 9],
    [20, 2],
    [23, 1],
  ])(
    'is the same where it is given after %i, and killed %i stretches later',
    async (first, kill) => {
      const run = folder.at(`killed-${first}`);
      expect((await runCli(fitInto(run, first))).code).toBe(0);
      await resumedTo(run, 24, kill);
      expect(hashOf(run)).toBe(whole);
      expect(existsSync(join(run, 'before'))).toBe(false);
    },
  );

  test('is the same where it is killed while it saves what more has led to', async () => {
    const run = folder.at('saving');
    expect((await runCli(fitInto(run, 12))).code).toBe(0);
    await killed(['resume', run, '-q', '--trials', '+12'], async () => {
      while (eventsIn(run, 'told') < 2) await sleep(2);
    });
    expect(existsSync(join(run, 'before'))).toBe(true);
    expect((await runCli(['resume', run, '-q'])).code).toBe(0);
    expect(hashOf(run)).toBe(whole);
    expect(existsSync(join(run, 'before'))).toBe(false);
  });

  test('is the same on standard input, which the run has a copy of', async () => {
    const run = folder.at('piped');
    const input = readFileSync('datasets/concrete.csv', 'utf8');
    expect((await runCli(fitInto(run, 12, '-'), { input })).code).toBe(0);
    expect((await runCli(['resume', run, '-q', '--trials', '+12'])).code).toBe(0);
    expect(hashOf(run)).toBe(whole);
  });

  test('is given nothing while another process works on it', async () => {
    const lock = await lockRun(folder.at('whole'));
    const { code, stderr } = await runCli(['resume', folder.at('whole'), '--trials', '+1']);
    lock.release();
    expect(stderr).toContain(`Process ${process.pid} is working on`);
    expect(code).toBe(2);
    expect(hashOf(folder.at('whole'))).toBe(whole);
  });

  test('that has had them says what is left to give', async () => {
    const { code, stderr } = await runCli(['resume', folder.at('whole'), '--trials', '9']);
    expect(stderr).toContain('The run has had 24 trials already: --trials of 9 in all');
    expect(stderr).toContain('--trials +50');
    expect(code).toBe(2);
  });
});

const options: FitOptions = {
  label: 'species',
  preset: folder.write('short.json', shortHalved),
  report: false,
};

function begin(name: string, more: Partial<FitOptions>): Promise<FittedPredictor> {
  return fit('datasets/penguins.csv', { ...options, out: folder.at(name), ...more });
}

test('a run that is interrupted takes more as well, and ends as one that had it from the start', async () => {
  const controller = new AbortController();
  const run = folder.at('interrupted');
  await begin('interrupted', {
    trials: 6,
    signal: controller.signal,
    onProgress: (event) => {
      if (event.kind === 'trial' && event.finished === 3) controller.abort();
    },
  });
  await resume(run, { trials: '+10' });
  await begin('sixteen', { trials: 16 });
  expect(hashOf(run)).toBe(hashOf(folder.at('sixteen')));
});

test('an honest run that is refitted is scored again, and says what that makes of the score', async () => {
  const own = { honest: true, refit: true };
  await begin('honest', { ...own, trials: 2 });
  const whole = await begin('honest-whole', { ...own, trials: 4 });
  const notes: string[] = [];
  const { summary } = await resume(folder.at('honest'), {
    trials: '+2',
    onProgress: (event) => void (event.kind === 'note' && notes.push(event.message)),
  });
  expect(summary.scoreTest).toBe(whole.summary.scoreTest);
  expect(notes).toContainEqual(expect.stringContaining('test rows are scored again'));
  expect(hashOf(folder.at('honest'))).toBe(hashOf(folder.at('honest-whole')));
});

test('a run that a clock bounded goes on by its journal, with no clock or another one', async () => {
  await begin('timed', { trials: 6, timeLimit: '1h', workers: 2, models: ['random-forest'] });
  const run = folder.at('timed');
  await resume(run, { trials: '+4', workers: 1 });
  await resume(run, { trials: '+4', timeLimit: '+1h', workers: 2 });
  const { events } = await readJournal(run);
  const trials = events.flatMap((event) =>
    event.kind === 'trial' ? [`${event.trial.number}-${event.trial.rung}`] : [],
  );
  expect(new Set(trials).size).toBe(trials.length);
  expect(trials).toContain('14-0');
  expect(events.filter(({ kind }) => kind === 'pace')).toHaveLength(1);
});

test('a tidy run keeps nothing of its trials, and goes on by training again', async () => {
  await begin('tidy', { trials: 3, tidy: true });
  const run = folder.at('tidy');
  expect(existsSync(join(run, 'trials'))).toBe(false);
  await begin('tidy-whole', { trials: 5, tidy: true });
  await resume(run, { trials: '+2' });
  expect(existsSync(join(run, 'trials'))).toBe(false);
  expect(existsSync(join(run, 'oof.safetensors'))).toBe(false);
  expect(hashOf(run)).toBe(hashOf(folder.at('tidy-whole')));
});
