import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellWidth } from '../../src/cli/cell-width.js';
import { eventsIn, hashOf, killed } from '../fixtures/halved-run.js';
import { runCli } from '../fixtures/run-cli.js';
import { runInTerminal } from '../fixtures/run-in-terminal.js';
import { writeSquareBoxes } from '../fixtures/square-boxes.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let data = '';
const fitInto = (run: string, workers: number, ...more: string[]) => [
  ...[data, '--trials', '3', '-j', String(workers), '-o', run, ...more],
];
const ESCAPE = String.fromCharCode(27);
/** All that moves the cursor, sets colours or a mode. */
const CONTROLS = new RegExp(`${ESCAPE}\\[[?0-9;]*[A-Za-z]|\r`, 'g');

beforeAll(async () => {
  data = await writeSquareBoxes(folder, 10);
});

describe('a run of detection that is killed with SIGKILL', () => {
  let expected = '';
  /** Of five: three candidates and the two of the end. */
  const NETWORKS = [0, 1, 3, 5];

  beforeAll(async () => {
    const run = folder.at('whole');
    expect((await runCli(fitInto(run, 2, '-q'))).code).toBe(0);
    expected = hashOf(run);
  });

  test.each(NETWORKS)('behind %i networks ends the same once it is resumed', async (number) => {
    const run = folder.at(`killed-${number}`);
    await killed(fitInto(run, 1 + (number % 2), '-q'), async (child) => {
      const isReached = () =>
        number === 0 ? eventsIn(run, 'detection') > 0 : eventsIn(run, 'network') >= number;
      while (child.exitCode === null && !isReached()) await sleep(2);
    });
    const left = eventsIn(run, 'network');
    expect(eventsIn(run, 'end')).toBe(0);
    const { code, stderr } = await runCli(['resume', run, '-j', '2']);
    expect(code).toBe(0);
    expect(hashOf(run)).toBe(expected);
    expect(eventsIn(run, 'network')).toBe(5);
    expect(left).toBeGreaterThanOrEqual(number);
    expect(stderr).not.toContain('trained again');
  });
});

test('Ctrl-C ends the search of a detector, keeps the best, and the run can be resumed', async () => {
  const run = folder.at('interrupted');
  let typed = false;
  const { code, shown } = await runInTerminal(fitInto(run, 1), {
    onShown: (text, terminal) => {
      if (typed || !text.includes('detector-1, ')) return;
      typed = true;
      terminal.type('\x03');
    },
  });
  expect(code).toBe(0);
  expect(shown).toContain('stopping: what is finished is kept');
  expect(shown).toContain('Saved in');
  expect(readFileSync(join(run, 'leaderboard.csv'), 'utf8')).toContain('detector-1');
  expect(eventsIn(run, 'end')).toBe(0);
  expect((await runCli(['resume', run, '-q'])).code).toBe(0);
  expect(hashOf(run)).toBe(hashOf(folder.at('whole')));
});

test.each([80, 40])('a terminal of %i columns shows candidates as they come', async (columns) => {
  const { code, shown } = await runInTerminal(fitInto(folder.at(`live-${columns}`), 2), {
    columns,
  });
  expect(code).toBe(0);
  const frames = shown.split(`${ESCAPE}[?2026h`).slice(1);
  const lines = frames.flatMap((frame) =>
    (frame.split(`${ESCAPE}[?2026l`)[0] ?? '').replace(CONTROLS, '').split('\n'),
  );
  expect(lines.some((line) => /^searching +[1-3] of 3 candidates/.test(line))).toBe(true);
  expect(lines.some((line) => /^best +0?\.\d+ · detector-\d/.test(line))).toBe(true);
  expect(lines.some((line) => /^worker 2 +detector, network 2/.test(line))).toBe(true);
  for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(columns);
  expect(shown.replace(CONTROLS, '')).toMatch(/detector-1, 32 x 32, 16 channels: mAP50/);
});

test('a pipe gets a line for each candidate', async () => {
  const { stderr } = await runCli(fitInto(folder.at('piped'), 2));
  expect(
    stderr.match(/^detector-\d, \d+ x \d+, \d+ channels: mAP50 .* after 12 epochs in /gm),
  ).toHaveLength(3);
  expect(stderr).toContain('10 pictures with 20 boxes of 2 classes: dark, light; mAP50 on');
});
