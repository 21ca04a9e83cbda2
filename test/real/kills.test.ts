import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  eventsIn,
  halvedOptions,
  hashOf,
  killed,
  momentOf,
  type Phase,
  phaseOf,
  told,
} from '../fixtures/halved-run.js';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const KILLS = Array.from({ length: 20 }, (_, number) => number);
const folder = tempFolder();
const options = halvedOptions(folder);

function fitInto(run: string, workers: number): readonly string[] {
  return ['datasets/concrete.csv', ...options, '-j', String(workers), '-o', run];
}

describe('a run that is killed with SIGKILL at a random moment', () => {
  let expected = '';
  let whole = { milliseconds: 0, stretches: 0 };
  const phases: Record<Phase, number> = { begin: 0, trials: 0, finish: 0, over: 0 };

  beforeAll(async () => {
    const start = performance.now();
    const run = folder.at('whole');
    expect((await runCli(fitInto(run, 2))).code).toBe(0);
    whole = { milliseconds: performance.now() - start, stretches: eventsIn(run, 'trial') };
    expected = hashOf(run);
  });

  test.each(KILLS)('ends the same once it is resumed (%i)', async (number) => {
    const run = folder.at(`killed-${number}`);
    await killed(fitInto(run, 1 + (number % 3)), momentOf(run, number, whole));
    const phase = phaseOf(run, whole);
    phases[phase]++;
    const hasBegun = phase !== 'begin';
    const args = hasBegun ? ['resume', run, '-q', '-j', '2'] : fitInto(run, 2);
    if (number % 4 === 0 && hasBegun) {
      await killed(args, told(run, eventsIn(run, 'trial') + 3));
      phases[phaseOf(run, whole)]++;
    }
    const { code, stderr } = await runCli(args);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(hashOf(run)).toBe(expected);
  });

  test('was killed often enough while trials ran, and after the last of them', () => {
    expect(phases.trials).toBeGreaterThanOrEqual(0.4 * KILLS.length);
    expect(phases.finish).toBeGreaterThanOrEqual(Math.floor(KILLS.length / 8));
  });
});

test('a run that is killed while its report is made has it once it is resumed', async () => {
  const run = folder.at('reporting');
  await killed(fitInto(run, 2), async () => {
    while (eventsIn(run, 'told') === 0) await sleep(2);
  });
  expect(eventsIn(run, 'end')).toBe(0);
  rmSync(join(run, 'report.html'), { force: true });
  expect((await runCli(['resume', run, '-q', '-j', '2'])).code).toBe(0);
  expect(existsSync(join(run, 'report.html'))).toBe(true);
  expect(eventsIn(run, 'end')).toBe(1);
});
