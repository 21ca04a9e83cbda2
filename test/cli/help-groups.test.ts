import { expect, test } from 'vitest';
import { FIT_GROUPS } from '../../src/cli/help-groups.js';
import { createProgram } from '../../src/cli/program.js';
import { DATA_FORMS } from '../../src/cli/reading-flags.js';
import { runHere } from '../fixtures/run-here.js';

/** Headings of a help with the words that its lines begin with. */
function groupsIn(help: string): Record<string, string[]> {
  const parts = help.split('\n\n').filter((part) => /^[A-Z][a-z ]+:\n {2}\S/.test(part));
  return Object.fromEntries(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      const flags = lines.flatMap((line) => line.match(/^ {2}(?:-\w, )?(\S+)/)?.slice(1) ?? []);
      return [heading, flags];
    }),
  );
}

test('the help of fit has its options in groups, and examples at the end', async () => {
  const { stdout } = await runHere(['fit', '--help']);
  const { 'Examples:': examples = [], 'Arguments:': _, ...groups } = groupsIn(stdout);
  expect(Object.keys(groups).slice(0, 4)).toEqual([
    'Data:',
    'Time and search:',
    'Models:',
    'Judging:',
  ]);
  expect(groups['Judging:']).toContain('--validation');
  expect(groups['Output:']).toContain('--help');
  expect(examples.length).toBeGreaterThan(4);
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(stdout.trimEnd().split('\n\n').at(-1)).toMatch(/^Examples:/);
});

test('every flag that a group names is one of fit, and is in one group alone', () => {
  const fit = createProgram().commands.find((command) => command.name() === 'fit');
  const flags = [...(fit?.options.map(({ long }) => long) ?? []), '--help'];
  const named = Object.values(FIT_GROUPS).flat();
  expect(named.filter((flag) => !flags.includes(flag))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});

test('the help of the program has every command in a group', async () => {
  const { stdout } = await runHere(['--help']);
  const { 'Examples:': _, 'Options:': options, ...groups } = groupsIn(stdout);
  expect(options).toEqual(['--version', '--help']);
  const names = createProgram().commands.map((command) => command.name());
  expect(Object.values(groups).flat().sort()).toEqual(names.sort());
});

test('what reads data stands apart in the help of other commands', async () => {
  const { stdout } = await runHere(['predict', '--help']);
  expect(groupsIn(stdout)['Reading data:']).toEqual([
    '--delimiter',
    '--quote',
    '--sheet',
    '--images',
  ]);
});

test('every command that takes a table has the flags by which it is read', () => {
  const reading = createProgram().commands.filter(({ registeredArguments, options }) =>
    [...registeredArguments, ...options].some(({ description }) =>
      description.includes(DATA_FORMS),
    ),
  );
  expect(reading.length).toBeGreaterThan(5);
  for (const command of reading) {
    const flags = command.options.map(({ long }) => long);
    const name = command.name();
    expect([name, ...flags]).toEqual(
      expect.arrayContaining([name, '--delimiter', '--quote', '--sheet', '--images']),
    );
  }
});

test.each([[], ...createProgram().commands.map((own) => [own.name()])])(
  'no line of help is longer than 80 columns: %s',
  async (...names) => {
    const { stdout } = await runHere([...names, '--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  },
);
