import { expect, test } from 'vitest';
import { inFlags } from '../../src/cli/in-flags.js';
import { createProgram } from '../../src/cli/program.js';
import { resumeCall } from '../../src/util/resume-call.js';

const program = createProgram();
const said = inFlags(program);

test.each([
  ['`ignore` leaves it out', '--ignore leaves it out'],
  ["pass `task: 'multiclass'` if", 'pass --task multiclass if'],
  ['as in `label: 3`, and', 'as in --label 3, and'],
  ['pass `timeColumn: "sold on"`', "pass --time-column 'sold on'"],
  ['`types` names', '--type names'],
  ['`calibrate` isotonic is for classes', '--calibrate isotonic is for classes'],
  [
    'with `types: {"when":"datetime:dd/mm/yyyy"}` as that',
    'with --type when=datetime:dd/mm/yyyy as that',
  ],
  ['`types: {"sold on":"datetime:dd.mm.yy"}`', "--type 'sold on=datetime:dd.mm.yy'"],
  ['`types: {"a`b":"text"}` or `ignore: "a`b"`', "--type 'a`b=text' or --ignore 'a`b'"],
  ['pass `header: false`', 'pass --no-header'],
  ['pass `skipBadRows: true`', 'pass --skip-bad-rows'],
  ['leave `honest` or `weight` out', 'leave --honest or --weight out'],
  ['`evaluate` scores all', 'autofit evaluate scores all'],
  [`go on: ${resumeCall('a b/`x`')}`, "go on: autofit resume 'a b/`x`'"],
])('the library says %s, the command line %s', (text, expected) => {
  expect(said(text)).toBe(expected);
});

test.each([
  'column "`ignore`" is not used',
  'column "a `ignored` b" is not used',
  '`toString` and `constructor` are no options',
  'back `quoted words` and `folds',
  'column "a `types: {x}` b" and `ignore: "a`b and `resume("\\q")` are not used',
])('what the command line does not have stays as it is: %s', (text) => {
  expect(said(text)).toBe(text);
});

/** What a command of this name says. */
function saidBy(name: string, text: string): string {
  const command = program.commands.find((own) => own.name() === name);
  if (!command) throw new Error(`no command ${name}`);
  return inFlags(command)(text);
}

test('a command speaks of what others take, too', () => {
  expect(saidBy('fit', 'use `pareto`')).toBe('use --pareto');
  expect(saidBy('predict', 'fit with `types`: `skipBadRows: true`')).toBe(
    'fit with --type: --skip-bad-rows',
  );
});

test.each([
  ['explain', '`rows` cannot be [0].', '--row cannot be [0].'],
  ['explain', '`rows` and `columns` need no label', '--row and --column need no label'],
  ['explain', '`metrics` names "x"', '--metric names "x"'],
  ['evaluate', '`metrics` names "x"', '--metric names "x"'],
  ['report', 'leave `rows` out', 'leave --no-rows out'],
  ['report', '`rows: false`', '--no-rows'],
  ['distill', 'rows with labels as `data`', 'rows with labels as <data>'],
  ['report', 'judged on `data`', 'judged on --data'],
  ['report', 'give `out` a name', 'give --out a name'],
])('of a word that several commands have, %s says its own: %s', (name, text, expected) => {
  expect(saidBy(name, text)).toBe(expected);
});

test.each([
  ['`ignore: "order, no"`', `--ignore '"order, no"'`],
  ['`missing: "ht \\"in\\"=-999"`', `--missing 'ht "in"=-999'`],
])('%s is typed as %s', (said, typed) => {
  const [command] = createProgram().commands;
  if (!command) throw new Error('no command');
  expect(inFlags(command)(said)).toBe(typed);
});
