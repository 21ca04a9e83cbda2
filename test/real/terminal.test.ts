import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { cellWidth } from '../../src/cli/cell-width.js';
import { loadPredictor } from '../../src/index.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { runInTerminal, type Terminal } from '../fixtures/run-in-terminal.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const train = folder.write('train.csv', csvOf(sampleRows(60), ['x', 'group', 'price']));
const preset = folder.write('tiny.json', tinyPreset);
const fitTo = (out: string, trials: number) => [
  ...[train, '--label', 'price', '--preset', preset, '--trials', String(trials)],
  ...['--workers', '1', '--out', out],
];
const ESCAPE = String.fromCharCode(27);
const BEGIN = `${ESCAPE}[?2026h`;
const END = `${ESCAPE}[?2026l`;
const HIDE_CURSOR = `${ESCAPE}[?25l`;
const SHOW_CURSOR = `${ESCAPE}[?25h`;
/** Sets colours and the like. */
const STYLES = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');

/** All that moves the cursor, clears, or sets a mode. */
const CONTROLS = new RegExp(`${ESCAPE}\\[[?0-9;]*[A-Za-z]|\r`, 'g');

/** The lines of each frame that was drawn. */
function framesIn(shown: string): readonly (readonly string[])[] {
  const frames = shown.split(BEGIN).slice(1);
  return frames.map((frame) => (frame.split(END)[0] ?? '').replace(CONTROLS, '').split('\n'));
}

/** What stands there once the frames are gone. */
function leftIn(shown: string): string {
  return shown
    .split(BEGIN)
    .map((part, i) => (i === 0 ? part : (part.split(END)[1] ?? '')))
    .join('')
    .replace(CONTROLS, '');
}

/** Whether the cursor is shown and lines wrap, as before. */
function isGivenBack(shown: string): boolean {
  const isLast = (on: string, off: string) => shown.lastIndexOf(on) > shown.lastIndexOf(off);
  return isLast(SHOW_CURSOR, HIDE_CURSOR) && isLast(`${ESCAPE}[?7h`, `${ESCAPE}[?7l`);
}

describe('in a terminal', () => {
  test.each([80, 60, 40])(
    'of %i columns, a live view tells of trials and leaves no trace',
    async (columns) => {
      // So many that there are frames between them, which are drawn some times a second.
      const { code, shown } = await runInTerminal(fitTo(folder.at(`live-${columns}`), 24), {
        columns,
      });
      expect(code).toBe(0);
      expect(isGivenBack(shown)).toBe(true);
      const frames = framesIn(shown);
      expect(frames.flat().some((line) => /^searching +\d+ of 24 trials/.test(line))).toBe(true);
      expect(frames.flat().some((line) => line.startsWith('worker 1'))).toBe(true);
      for (const line of frames.flat()) expect(cellWidth(line)).toBeLessThanOrEqual(columns);
      const left = leftIn(shown);
      expect(left).not.toContain('searching');
      const table = left.split('\n').filter((line) => /^[┌│├└]/.test(line));
      expect(table.length).toBeGreaterThan(4);
      for (const line of table) expect(line.length).toBeLessThanOrEqual(columns);
    },
  );

  test('an error leaves no view, and the cursor', async () => {
    const hostile = folder.write('bad.csv', 'x,price\n1,2\n3\n');
    const { code, shown } = await runInTerminal([hostile, '--label', 'price']);
    expect(code).toBe(2);
    expect(shown.lastIndexOf(SHOW_CURSOR)).toBeGreaterThanOrEqual(shown.lastIndexOf(HIDE_CURSOR));
    expect(leftIn(shown)).toContain('error: ');
    expect(leftIn(shown)).not.toContain('reading ');
  });

  test('a dumb terminal gets plain lines, and a quiet command none', async () => {
    const dumb = await runInTerminal(fitTo(folder.at('dumb'), 2), { env: { TERM: 'dumb' } });
    expect(framesIn(dumb.shown)).toEqual([]);
    expect(dumb.shown.replace(STYLES, '')).not.toContain(ESCAPE);
    const args = [...fitTo(folder.at('quiet'), 2), '--quiet', '--json'];
    const { shown } = await runInTerminal(args);
    expect(shown).not.toContain(ESCAPE);
    expect(JSON.parse(shown)).toHaveProperty('leaderboard');
  });

  test('a second Ctrl-C ends at once, and gives the terminal back', async () => {
    let typed = 0;
    const { code, shown } = await runInTerminal(fitTo(folder.at('twice'), 1_000_000), {
      onShown(told, terminal) {
        const isDue =
          typed === 0 ? told.includes('3 of 1,000,000 trials') : told.includes('stopping');
        if (typed === 2 || !isDue) return;
        typed++;
        terminal.type(String.fromCharCode(3));
      },
    });
    expect([0, 130]).toContain(code);
    expect(isGivenBack(shown)).toBe(true);
  });

  test('colours are there, and are not with NO_COLOR', async () => {
    const coloured = await runInTerminal(fitTo(folder.at('coloured'), 1));
    const plain = await runInTerminal(fitTo(folder.at('plain'), 1), { env: { NO_COLOR: '1' } });
    expect(coloured.shown.match(STYLES)).not.toBeNull();
    expect(plain.shown.match(STYLES)).toBeNull();
  });

  test('Ctrl-C that is typed ends the search, and what is finished is kept', async () => {
    const out = folder.at('typed');
    let isTyped = false;
    const { code, shown } = await runInTerminal(fitTo(out, 1_000_000), {
      onShown(told, terminal) {
        if (isTyped || !told.includes('3 of 1,000,000 trials')) return;
        isTyped = true;
        terminal.type(String.fromCharCode(3));
      },
    });
    expect(isTyped).toBe(true);
    expect(shown).toContain('stopping: what is finished is kept');
    expect(isGivenBack(shown)).toBe(true);
    expect(code).toBe(0);
    expect((await loadPredictor(out)).leaderboard().length).toBeGreaterThan(3);
  });

  test('a terminal that is closed ends the search, and what is finished is kept', async () => {
    const out = folder.at('closed');
    let isClosed = false;
    const hangUp = (told: string, terminal: Terminal) => {
      if (isClosed || !told.includes('3 of 1,000,000 trials')) return;
      isClosed = true;
      terminal.hangUp();
    };
    await runInTerminal(fitTo(out, 1_000_000), { onShown: hangUp });
    expect(isClosed).toBe(true);
    // Until its process has given the folder back, it writes there.
    const isOver = () => existsSync(`${out}/model.safetensors`) && !existsSync(`${out}/lock`);
    for (let waited = 0; waited < 100 && !isOver(); waited++) await sleep(100);
    expect(isOver()).toBe(true);
    expect((await loadPredictor(out)).leaderboard().length).toBeGreaterThan(3);
  });
});
