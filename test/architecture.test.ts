import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The folders of src in the order data flows, each with the folders it may import besides itself and util. */
const arrows: Record<string, readonly string[]> = {
  util: [],
  table: [],
  schema: ['table'],
  matrix: [],
  preprocessing: ['matrix', 'schema', 'table'],
  engine: ['matrix'],
  trees: ['engine', 'matrix'],
  lecture: ['engine', 'matrix'],
  metrics: [],
  space: [],
  models: ['engine', 'trees', 'matrix', 'metrics', 'space'],
  trial: ['models', 'space', 'metrics', 'preprocessing', 'matrix', 'schema', 'table'],
  search: ['trial', 'space'],
  journal: ['trial', 'space', 'schema', 'table'],
  workers: ['trial', 'schema', 'table'],
  leaderboard: ['trial', 'metrics'],
  ensemble: ['leaderboard', 'trial', 'metrics', 'matrix'],
  predictor: [
    'ensemble',
    'leaderboard',
    'models',
    'preprocessing',
    'metrics',
    'matrix',
    'schema',
    'table',
  ],
  cli: ['index.ts'],
};
const folders = Object.keys(arrows);

test('every folder of src has its arrows, and they only point up the list', () => {
  const found = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(found.map((entry) => entry.name).sort()).toEqual(folders.toSorted());
  for (const [index, folder] of folders.entries()) {
    const above = ['index.ts', ...folders.slice(0, index)];
    expect(arrows[folder]?.filter((target) => !above.includes(target))).toEqual([]);
  }
});

test.each(folders)('%s imports only the folders it may', (folder) => {
  const allowed = [folder, 'util', ...(arrows[folder] ?? [])];
  const broken = sourceFiles(join('src', folder)).flatMap((file) =>
    importedPlaces(file)
      .filter((place) => !allowed.includes(place))
      .map((place) => `${file} imports ${place}`),
  );
  expect(broken).toEqual([]);
});

test('chance, clocks and the console appear only where they belong', () => {
  const rules: readonly [RegExp, readonly string[]][] = [
    [/Math\.random/, []],
    [/\bDate\.now|new Date\(\)|performance\.now/, ['src/util/clock.ts']],
    [/\bconsole\./, ['src/cli/']],
  ];
  for (const [pattern, places] of rules) {
    const broken = sourceFiles('src')
      .filter((file) => !places.some((place) => file.startsWith(place)))
      .filter((file) => pattern.test(readFileSync(file, 'utf8')));
    expect(broken, String(pattern)).toEqual([]);
  }
});

test('the clock is asked only where time may be measured', () => {
  const asking = sourceFiles('src').filter((file) => /\bnow\(\)/.test(readFileSync(file, 'utf8')));
  expect(asking.sort()).toEqual([
    'src/fit-search.ts',
    'src/fit.ts',
    'src/rows-in-time.ts',
    'src/search/budget.ts',
    'src/trial/run-fold.ts',
    'src/util/clock.ts',
  ]);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?ts$/.test(name))
    .map((name) => join(folder, name));
}

/** The folders of src that a file's relative imports reach; a file of src itself gives its name. */
function importedPlaces(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const imports = text.matchAll(/\b(?:from|import)[\s(]*['"](\.[^'"]+)['"]/g);
  return [...imports].map(([, path = '']) => {
    const place = normalize(join(file, '..', path)).split(/[\\/]/)[1] ?? '';
    return place.replace(/\.js$/, '.ts');
  });
}
