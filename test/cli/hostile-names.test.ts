import { expect, test, vi } from 'vitest';
import { coefficientsTable } from '../../src/cli/coefficients-table.js';
import { detailsText } from '../../src/cli/details-text.js';
import { printError } from '../../src/cli/print-error.js';
import { printNotes } from '../../src/cli/print-notes.js';
import { leaderboardTable } from '../../src/leaderboard/leaderboard-table.js';
import { AutofitError } from '../../src/util/errors.js';
import { plainText } from '../../src/util/plain-text.js';

/** Clears the screen, sets a link and a title, colours by one byte, turns the order of letters round. */
const NAMES = [
  '\u001b[2J',
  '\u001b]8;;http://evil\u0007x\u001b]8;;\u0007',
  '\u001b]0;t\u001b\\',
  '\u009b31m',
  '\u202egpj.exe',
  '\u2066a\u2069',
  'a\r\u0000b',
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be printed
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const name = NAMES.join('|');

test('names keep what is no order to a terminal, and signs of formulas', () => {
  for (const own of NAMES) expect(plainText(own)).not.toMatch(RAW);
  for (const own of ['=cmd()', '+1', '-3', '@SUM(1)', '<b>', '../../x', 'CON', 'Ø 東京']) {
    expect(plainText(own)).toBe(own);
  }
});

test('the leaderboard of a forged model file', () => {
  const row = {
    ...{ rank: 1, name, family: name, metric: 'rmse', scoreValidation: 1, fitSeconds: 1 },
    ...{ predictMs: 1, parameters: 1, epochs: 1, state: 'failed', weight: 1, reason: name },
  };
  const text = leaderboardTable([row as never], { all: true });
  expect(text).not.toMatch(RAW);
  expect(text).toContain('gpj.exe');
  const details = detailsText([{ ...row, params: { [name]: name } } as never]);
  expect(details).not.toMatch(RAW);
});

test.each(['label', 'log-odds', 'log-probability'] as const)(
  'coefficients of hostile columns and classes: %s',
  (predicts) => {
    const term = { column: name, feature: name, per: name, coefficient: 1 };
    const output = { class: name, intercept: 1, terms: Array(20).fill(term) };
    const text = coefficientsTable(
      { label: name, predicts, outputs: [output, output] } as never,
      80,
    );
    expect(text).not.toMatch(RAW);
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(1)
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(80);
  },
);

test('mistakes, bugs with their trace, and notes', () => {
  const said = (text: string) => text;
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  const argv = process.argv;
  process.argv = [...argv, '--verbose'];
  printError(new AutofitError('X', name, { hint: name }), said);
  printError(new Error(name), said);
  printNotes([name], said);
  process.argv = argv;
  const text = printed.mock.calls.flat().join('\n');
  printed.mockRestore();
  expect(text).toContain('gpj.exe');
  expect(text).not.toMatch(RAW);
});

test('a name of two lines breaks no error', () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  printError(
    new AutofitError('X', 'no "Yield\n(kg)"', { hint: 'Is "Soil\r\ntype" meant?' }),
    String,
  );
  expect(printed.mock.calls.flat()).toEqual(['error: no "Yield (kg)"', 'Is "Soil type" meant?']);
  printed.mockRestore();
});
