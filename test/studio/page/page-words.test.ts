import { describe, expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.js';
import { optionKinds } from '../../../src/options/option-kinds.js';
import { ELSEWHERE, inPageWords, OWN } from '../../../src/studio/page/page-words.js';

test.each([
  // What the page has is called as it is there.
  ['`label` names it.', 'what should be predicted names it.'],
  ['Leave `honest` or `weight` out.', 'Leave “Keep rows back” or “A row counts by” out.'],
  [
    'is it known? pass `ignore: "id"` to leave it out',
    'is it known? take away the tick of "id" to leave it out',
  ],
  ['or `types: {"zip":"categorical"}` for levels', 'or taking "zip" for categorical for levels'],
  // What it has not is told by the flag.
  ['Give fewer `folds`.', 'Give fewer --folds (on the command line).'],
  [
    '`skipBadRows: true` sets these rows aside',
    '--skip-bad-rows (on the command line) sets these rows aside',
  ],
  ["`loss: 'huber'` helps", "--loss 'huber' (on the command line) helps"],
  [
    '`types: {"d":"datetime:dd/mm/yyyy"}` reads it',
    '--types {"d":"datetime:dd/mm/yyyy"} (on the command line) reads it',
  ],
  // Neither options nor flags: commands, fields, families.
  ['`inspect` shows what columns there are', 'inspect shows what columns there are'],
  ['Mend its `score`.', 'Mend its score.'],
  ['a regression (`task` overrides)', 'a regression'],
  ['nothing in backticks', 'nothing in backticks'],
])('%s', (said, shown) => {
  expect(inPageWords(said)).toBe(shown);
});

describe('names of options', () => {
  const names = [...Object.keys(OWN), ...ELSEWHERE];
  /** Those of programs alone, and those that presets hold. */
  const without = ['onProgress', 'signal', 'report', 'seed', 'portfolio', 'opening', 'sampler'];
  const inPresets = ['families', 'scheduler', 'ensemble', 'smallTable', 'smallTableFolds'];

  test('are all that fit has', () => {
    const known = Object.keys(optionKinds).filter(
      (name) => !without.includes(name) && !inPresets.includes(name),
    );
    expect(names.filter((name) => name !== 'calibrate').sort()).toEqual(known.sort());
  });

  test('that the page has not are flags of the command line', () => {
    const [fit] = createProgram().commands.filter((command) => command.name() === 'fit');
    const flags = new Set(fit?.options.map(({ long }) => long?.replace('--no-', '--')));
    const told = ELSEWHERE.map((name) => inPageWords(`\`${name}\``).split(' ')[0]);
    expect(told.filter((flag) => !flags.has(flag))).toEqual([]);
  });
});

test('how a run goes on is told by the button that does it', () => {
  expect(inPageWords('Make room, then go on: `resume("/runs/a \\"b\\"")`')).toBe(
    'Make room, then go on: “Go on” under “Earlier runs”',
  );
});

test('what a page is too small for is told by the command of the terminal', () => {
  expect(inPageWords('Give a part of the rows, or fit on Node: it reads larger ones.')).toBe(
    'Give a part of the rows, or run npx autofit ui in a terminal: it reads larger ones.',
  );
});
