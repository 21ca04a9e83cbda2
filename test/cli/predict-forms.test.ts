import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { csvOf } from '../fixtures/rows.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

type Cells = Record<'size' | 'sold' | 'flag' | 'city' | 'tags' | 'price' | 'kind', string>;

const folder = tempFolder();
const TAGS = ['Comedy', 'Crime', 'Drama', 'War'];
const rows: readonly Cells[] = Array.from({ length: 60 }, (_, i) => ({
  size: (100 + ((i * 7919) % 9000) / 10).toFixed(2),
  sold: i % 3 === 0 ? 'yes' : 'no',
  flag: i % 4 === 0 ? '1' : '0',
  city: ['Oslo', 'Rome', 'bern'][(i * 5) % 3] ?? '',
  tags: TAGS.filter((_, bit) => (((i * 7) % 15) + 1) & (1 << bit)).join('|'),
  price: (i + (i % 3 === 0 ? 50 : 0) + 0.125).toFixed(3),
  kind: i % 2 === 0 ? 'True' : 'False',
}));
const names = Object.keys(rows[0] ?? {});
const [prices, kinds] = [folder.at('prices'), folder.at('kinds')];
let files = 0;

/** A file of the first rows, one column written otherwise. */
function written(column: keyof Cells, write: (cell: string, row: Cells) => string): string {
  const others = rows.slice(0, 12).map((row) => ({ ...row, [column]: write(row[column], row) }));
  return folder.write(`other-${files++}.csv`, csvOf(others, names));
}

const comma = (cell: string) => `"${cell.replace('.', ',')}"`;
const same = written('size', (cell) => cell);

beforeAll(async () => {
  const data = folder.write('train.csv', csvOf(rows, names));
  const shared = { preset: folder.write('tiny.json', tinyPreset), trials: 2, workers: 1 };
  await fit(data, { ...shared, label: 'price', ignore: ['kind'], out: prices });
  await fit(data, { ...shared, label: 'kind', ignore: ['price'], out: kinds });
});

test.each<[string, string, string]>([
  [
    'a decimal comma',
    written('size', comma),
    '"size" is read as numbers with decimal comma ("100,00" as 100)',
  ],
  ['a currency', written('size', (cell) => `${cell} €`), 'currency €'],
  ['percent signs', written('size', (cell) => `${cell}%`), 'percent'],
  [
    'signs that say nothing',
    written('size', (cell, { city }) => (city === 'Oslo' ? ` ${cell}` : `+${cell}`)),
    '',
  ],
  [
    'other words',
    written('sold', (cell) => (cell === 'yes' ? 'TRUE' : 'FALSE')),
    '"sold" is read as true or false: as in training (yes or no) only 0 of 12',
  ],
  [
    'digits for words',
    written('sold', (cell) => (cell === 'yes' ? '1' : '0')),
    '"sold" is read as 1 or 0',
  ],
  [
    'words for digits',
    written('flag', (cell) => (cell === '1' ? 'TRUE' : 'FALSE')),
    '"flag" is read as true or false, which are 1 and 0',
  ],
  ['capitals', written('city', (cell) => cell.toUpperCase()), '"OSLO" as "Oslo", "BERN" as "bern"'],
  [
    'capitals in some cells',
    written('city', (cell, { sold }) => (sold === 'yes' ? cell.toLowerCase() : cell)),
    'as "Oslo"',
  ],
  [
    'another separator',
    written('tags', (cell) => cell.replaceAll('|', ';')),
    '"tags" is read as lists with ";" between items',
  ],
  [
    'lists in brackets',
    written('tags', (cell) => `"[${cell.replaceAll('|', ', ')}]"`),
    'lists in brackets',
  ],
])('%s: the same predictions, with a note', async (_, file, note) => {
  const [own, other] = [
    await runHere(['predict', prices, same]),
    await runHere(['predict', prices, file]),
  ];
  expect(other.stdout).toBe(own.stdout);
  expect(new Set(own.stdout.trim().split('\n')).size).toBe(13);
  expect(other.stderr).toContain(note);
  expect(own.stderr).toBe('');
});

test.each<[string, string, readonly string[]]>([
  [
    'a decimal comma in some cells',
    written('size', (cell, { sold }) => (sold === 'yes' ? comma(cell) : cell)),
    [
      'column "size": 8 of 12 cells can be read as in training (plain numbers), 12 as numbers in some cells a decimal comma',
    ],
  ],
  [
    'two pairs of words',
    written('sold', (cell, { city }) => (city === 'Oslo' ? cell : cell === 'yes' ? '1' : '0')),
    ['column "sold": 4 of 12 cells can be read as in training (yes or no), 8 as 1 or 0'],
  ],
  [
    'words for numbers',
    written('size', () => 'large'),
    ['"size" was numeric in training', '12 of 12 filled cells', '"large"'],
  ],
  [
    'words that are neither yes nor no',
    written('sold', () => 'perhaps'),
    ['"sold" was boolean', '"perhaps"'],
  ],
  [
    'words in most cells',
    written('size', (cell, { city }) => (city === 'Oslo' ? cell : 'n/k')),
    ['8 of 12 filled cells cannot be read so, such as "n/k"'],
  ],
])('%s: a mistake that names the options, and no file', async (_, file, parts) => {
  const out = folder.at('never.csv');
  const { code, stderr } = await runHere(['predict', prices, file, '--out', out]);
  expect(code).toBe(2);
  for (const part of [file, '--type', '--force', ...parts]) expect(stderr).toContain(part);
  expect(existsSync(out)).toBe(false);
  const forced = await runHere([
    'predict',
    prices,
    file,
    '--out',
    out.replace('never', 'forced'),
    '--force',
  ]);
  expect(forced.code).toBe(0);
});

test('levels of which training knew none are missing, with a note', async () => {
  const { code, stdout, stderr } = await runHere([
    'predict',
    prices,
    written('city', () => 'Paris'),
  ]);
  expect([code, stdout.trim().split('\n').length]).toEqual([0, 13]);
  expect(stderr).toContain(
    '12 of 12 rows had unseen levels in city ("Paris"), and not one that training knew',
  );
});

test.each<[string, string, string, string]>([
  [
    'numbers with a decimal comma',
    prices,
    written('price', comma),
    'decimal comma ("50,125" as 50.125)',
  ],
  ['classes in capitals', kinds, written('kind', (cell) => cell.toUpperCase()), '"TRUE" as "True"'],
  [
    'other words for two classes',
    kinds,
    written('kind', (cell) => (cell === 'True' ? 'y' : 'n')),
    '"y" as "True"',
  ],
  [
    'digits for two classes',
    kinds,
    written('kind', (cell) => (cell === 'True' ? '1.0' : '0.0')),
    '"1.0" as "True"',
  ],
])('labels: %s are scored alike', async (_, model, file, note) => {
  const [own, other] = [
    await runHere(['evaluate', model, same]),
    await runHere(['evaluate', model, file]),
  ];
  expect(other.stdout).toBe(own.stdout);
  expect(other.stderr).toContain(note);
  const board = await runHere(['leaderboard', model, file, '--json']);
  expect(board.stdout).toBe((await runHere(['leaderboard', model, same, '--json'])).stdout);
});

test.each(['evaluate', 'leaderboard'])(
  '%s refuses labels that are mostly unknown, unless told',
  async (command) => {
    const file = written('kind', (cell, { city }) => (city === 'Oslo' ? cell : 'Maybe'));
    const { code, stdout, stderr } = await runHere([command, kinds, file]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('8 of ');
    expect(stderr).toContain('"Maybe", in training "False", "True"');
    expect(stderr).toContain('--force');
    expect((await runHere([command, kinds, file, '--force'])).code).toBe(0);
  },
);

test.each(['--test', '--validation'])('%s reads other forms too', async (option) => {
  const train = folder.at('train.csv');
  const small = ['--trials', '1', '-j', '1', '-p', folder.at('tiny.json'), '-l', 'price'];
  const fitWith = (file: string, ...more: string[]) =>
    runHere([train, ...small, option, file, '--out', folder.at(`run-${files++}`), ...more]);
  const { code, stderr } = await fitWith(written('price', comma));
  expect(code).toBe(0);
  expect(stderr).toContain('decimal comma ("50,125" as 50.125)');
  const words = written('size', () => 'large');
  const refused = await fitWith(words);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('"size" was numeric in training');
  expect((await fitWith(words, '--force')).code).toBe(0);
});

test('a file of predictions is there as a whole, through a link as well', async () => {
  const out = folder.write('kept.csv', 'before');
  symlinkSync(out, folder.at('link.csv'));
  const { stdout } = await runHere(['predict', prices, same]);
  await runHere(['predict', prices, same, '--out', folder.at('link.csv')]);
  expect(readFileSync(out, 'utf8')).toBe(stdout);
  await runHere(['predict', prices, written('size', () => 'large'), '--out', out]);
  expect(readFileSync(out, 'utf8')).toBe(stdout);
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('predictions are not written over what they are made from', async () => {
  const data = folder.write('both.csv', readFileSync(same, 'utf8'));
  const model = `${prices}/model.safetensors`;
  symlinkSync(data, folder.at('to-both.csv'));
  mkdirSync(folder.at('parts'));
  const part = folder.write('parts/one.csv', readFileSync(same, 'utf8'));
  const kept = [data, model, part].map((path) => readFileSync(path));
  for (const args of [
    ['predict', prices, data, '--out', data],
    ['predict', prices, data, '--out', folder.at('to-both.csv')],
    ['predict', prices, folder.at('bo?h.csv'), '--out', data],
    ['predict', prices, folder.at('parts'), '--out', part],
    ['predict', prices, data, '--out', model],
    ['predict', model, data, '--out', model],
    ['export', prices, '--format', 'html', '--out', model],
    ['export', prices, '--format', 'optuna', '--out', `${prices}/journal.jsonl`],
  ]) {
    const { code, stderr } = await runHere(args);
    expect(stderr).toBe(
      `error: ${args.at(-1)} is read, and would be written over.\nChoose another file with --out.\n`,
    );
    expect(code).toBe(2);
  }
  expect([data, model, part].map((path) => readFileSync(path))).toEqual(kept);
});
