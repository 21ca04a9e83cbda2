import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
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
const WIPE = `\r${ESCAPE}[2K`;
/** Sets colours and the like. */
const STYLES = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');

/** The lines as they stand at the end: what a wiped line held is gone. */
function linesOf(shown: string): readonly string[] {
  return shown
    .replace(STYLES, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split(WIPE).at(-1) ?? '');
}

describe('in a terminal', () => {
  test.each([80, 60])(
    'of %i columns, a live line tells of trials and leaves no trace',
    async (columns) => {
      const { code, shown } = await runInTerminal(fitTo(folder.at(`live-${columns}`), 4), {
        columns,
      });
      expect(code).toBe(0);
      const live = shown
        .split(WIPE)
        .filter((part) => /^\d+ of \d+ trials/.test(part.replace(STYLES, '')));
      expect(live.length).toBeGreaterThan(2);
      for (const part of live) {
        const [line = ''] = part.replace(STYLES, '').split(/[\r\n]/);
        expect(line.length).toBeLessThan(columns);
      }
      const lines = linesOf(shown);
      const table = lines.filter((line) => /^[┌│├└]/.test(line));
      expect(table.length).toBeGreaterThan(4);
      for (const line of table) expect(line.length).toBeLessThanOrEqual(columns);
      expect(lines.some((line) => /^\d+ of \d+ trials/.test(line))).toBe(false);
    },
  );

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
        if (isTyped || !told.includes('3 of 1000000 trials')) return;
        isTyped = true;
        terminal.type(String.fromCharCode(3));
      },
    });
    expect(isTyped).toBe(true);
    expect(shown).toContain('stopping: what is finished is kept');
    expect(code).toBe(0);
    expect((await loadPredictor(out)).leaderboard().length).toBeGreaterThan(3);
  });

  test('a terminal that is closed ends the search, and what is finished is kept', async () => {
    const out = folder.at('closed');
    let isClosed = false;
    const hangUp = (told: string, terminal: Terminal) => {
      if (isClosed || !told.includes('3 of 1000000 trials')) return;
      isClosed = true;
      terminal.hangUp();
    };
    await runInTerminal(fitTo(out, 1_000_000), { onShown: hangUp });
    expect(isClosed).toBe(true);
    for (let waited = 0; waited < 100 && !existsSync(`${out}/model.safetensors`); waited++) {
      await sleep(100);
    }
    expect((await loadPredictor(out)).leaderboard().length).toBeGreaterThan(3);
  });
});
