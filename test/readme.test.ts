import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../src/cli/program.js';
import * as library from '../src/index.js';
import { optionKinds } from '../src/options/option-kinds.js';
import { VERSION } from '../src/util/version.js';

const readme = readFileSync('README.md', 'utf8');
const [example = '', engine = ''] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);

test('the library example of the README runs as it is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-readme-'));
  const [header, ...rows] = readFileSync('datasets/sacramento.csv', 'utf8').trim().split('\n');
  const table = (lines: string[]) => [header, ...lines].join('\n');
  writeFileSync(join(folder, 'train.csv'), table(rows.slice(0, 150)));
  writeFileSync(join(folder, 'test.csv'), table(rows.slice(150, 160)));
  const code = example
    .replace("'autofit'", `'${pathToFileURL(resolve('src/index.ts')).href}'`)
    .replace("timeLimit: '5m'", 'trials: 2')
    .replace(
      /'(train\.csv|test\.csv|model\.safetensors)'/g,
      (_, name) => `'${join(folder, name)}'`,
    );
  const results = await run(folder, `${code}\nexport const results = { prices, one };`);
  const { prices, one } = results as { prices: number[]; one: number[] };
  expect(prices).toHaveLength(10);
  expect(one[0]).toBeGreaterThan(10_000);
  rmSync(folder, { recursive: true });
});

test('the engine example of the README learns XOR', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-readme-'));
  const code = engine.replace(
    "'autofit/engine'",
    `'${pathToFileURL(resolve('src/engine/index.ts')).href}'`,
  );
  const costs = (await run(folder, `${code}\nexport const results = trained.costs;`)) as number[];
  expect(costs).toHaveLength(200);
  expect(costs.at(-1)).toBeLessThan(costs[0] ?? 0);
  rmSync(folder, { recursive: true });
});

const program = createProgram();
const blocks = [...readme.matchAll(/```\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
/** Commands as they are written, each with what is indented below it. */
const written = blocks.flatMap((block) => block.match(/^autofit .*(?:\n +.*)*/gm) ?? []);

function flagsIn(text: string): string[] {
  return text.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];
}

function flagsOf(command: Command): string[] {
  return command.options.map(({ long }) => long ?? '');
}

/** The command of a line; one that names none is of the default. */
function commandOf(line: string): Command {
  const [, word] = line.split(/\s+/);
  const [fallback = program] = program.commands;
  return program.commands.find((command) => command.name() === word) ?? fallback;
}

test.each(program.commands.map((command) => [command.name(), command] as const))(
  'the README lists the arguments and options of autofit %s, all and no others',
  (name, command) => {
    const wanted = [
      ...command.registeredArguments.map((own) =>
        own.required ? `<${own.name()}${own.variadic ? '...' : ''}>` : `[${own.name()}]`,
      ),
      ...flagsOf(command),
    ];
    const lines = written.filter((line) => line.startsWith(`autofit ${name}`));
    expect(lines.map((line) => line.split(/\s+/).slice(2))).toContainEqual(wanted);
    for (const word of wanted) expect(command.helpInformation()).toContain(word);
    expect(program.helpInformation()).toContain(`\n  ${name} `);
  },
);

test('options on a line of the README are those of its command', () => {
  for (const line of written) {
    const unknown = flagsIn(line).filter((flag) => !flagsOf(commandOf(line)).includes(flag));
    expect(unknown, line).toEqual([]);
  }
});

test('options in sentences of the README exist, as do commands', () => {
  const all = [...program.commands.flatMap(flagsOf), '--help'];
  expect(flagsIn(readme).filter((flag) => !all.includes(flag))).toEqual([]);
  const names = program.commands.map((command) => command.name());
  const called = [...readme.matchAll(/`autofit ([a-z]+)/g)].map(([, name = '']) => name);
  expect(called.filter((name) => !names.includes(name))).toEqual([]);
});

const chapter = readme.split('## The library')[1]?.split('\n## ')[0] ?? '';

/** What stands in backticks from these words to the end of the paragraph. */
function namedFrom(words: string): string[] {
  const [paragraph = ''] = chapter.slice(chapter.indexOf(words)).split('\n\n');
  return [...paragraph.matchAll(/`(\w+)(?:: false)?`/g)].map(([, name = '']) => name);
}

test('the README names every option of fit, and no others', () => {
  const named = namedFrom('are those of the command line:');
  const ofErrors = ['AutofitError', 'message', 'hint', 'place'];
  expect(named.sort()).toEqual([...Object.keys(optionKinds), ...ofErrors].sort());
});

test('the README names every export and all that a predictor has, and no others', async () => {
  const rows = [1, 2, 3, 4].map((x) => ({ x, y: 2 * x }));
  const { fit } = library;
  const predictor = await fit(rows, { label: 'y', trials: 1, workers: 1, models: ['constant'] });
  const names = [...Object.keys(predictor), ...Object.keys(library)];
  const named = [...namedFrom('A predictor, also'), 'AutofitError'];
  expect(named.sort()).toEqual(names.sort());
});

test('the version in the code is that of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});

async function run(folder: string, code: string): Promise<unknown> {
  const file = join(folder, 'example.ts');
  writeFileSync(file, code);
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    results: unknown;
  };
  return loaded.results;
}
