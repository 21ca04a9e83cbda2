import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { createProgram } from '../src/cli/program.js';

/** The folders of src in the order data flows, each with the folders it may import besides itself and util. */
const arrows: Record<string, readonly string[]> = {
  util: [],
  matrix: [],
  engine: ['matrix'],
  image: ['engine', 'matrix'],
  table: ['image'],
  schema: ['image', 'table'],
  preprocessing: ['image', 'engine', 'matrix', 'schema', 'table'],
  trees: ['engine', 'matrix'],
  lecture: ['engine', 'matrix'],
  health: ['engine'],
  detect: ['engine', 'image', 'matrix'],
  metrics: [],
  space: [],
  models: ['engine', 'trees', 'matrix', 'metrics', 'space'],
  folds: ['table'],
  trial: ['folds', 'models', 'space', 'metrics', 'preprocessing', 'matrix', 'schema', 'table'],
  search: ['folds', 'trial', 'space'],
  journal: ['trial', 'space', 'schema', 'table'],
  workers: ['detect', 'trial', 'models', 'schema', 'table'],
  study: ['workers', 'journal', 'search', 'models', 'trial', 'space'],
  leaderboard: ['trial', 'metrics'],
  ensemble: ['leaderboard', 'trial', 'metrics', 'matrix'],
  conformal: ['models', 'preprocessing', 'metrics', 'matrix', 'schema', 'table'],
  predictor: [
    'image',
    'conformal',
    'ensemble',
    'leaderboard',
    'models',
    'preprocessing',
    'metrics',
    'matrix',
    'schema',
    'table',
    'image',
  ],
  explain: [
    'predictor',
    'folds',
    'models',
    'trees',
    'preprocessing',
    'metrics',
    'matrix',
    'schema',
    'table',
  ],
  export: [
    'predictor',
    'conformal',
    'ensemble',
    'models',
    'trees',
    'engine',
    'preprocessing',
    'metrics',
    'matrix',
    'schema',
    'table',
  ],
  drift: ['predictor', 'ensemble', 'preprocessing', 'metrics', 'schema', 'table'],
  distill: ['models', 'table', 'trial'],
  options: [
    'image',
    'search',
    'trial',
    'folds',
    'ensemble',
    'models',
    'preprocessing',
    'metrics',
    'space',
    'engine',
    'schema',
    'table',
  ],
  report: [
    'detect',
    'image',
    'explain',
    'predictor',
    'conformal',
    'ensemble',
    'leaderboard',
    'journal',
    'trial',
    'metrics',
    'models',
    'preprocessing',
    'space',
    'schema',
    'table',
  ],
  run: [
    'detect',
    'image',
    'options',
    'drift',
    'explain',
    'predictor',
    'conformal',
    'journal',
    'leaderboard',
    'trial',
    'models',
    'metrics',
    'schema',
    'table',
    'image',
  ],
  fit: [
    'image',
    'detect',
    'run',
    'report',
    'distill',
    'explain',
    'journal',
    'options',
    'predictor',
    'conformal',
    'ensemble',
    'leaderboard',
    'workers',
    'search',
    'trial',
    'folds',
    'models',
    'preprocessing',
    'metrics',
    'schema',
    'table',
  ],
  // It answers by the models and shows the page, and needs none of what trains.
  serve: [
    'image',
    'detect',
    'run',
    'report',
    'explain',
    'predictor',
    'conformal',
    'metrics',
    'schema',
    'table',
  ],
  // The same library in a page, behind a door of its own.
  browser: [
    'inspect.ts',
    'export-onnx.ts',
    'export-page.ts',
    'export-python.ts',
    'export-typescript.ts',
    'drift',
    'fit',
    'report',
    'run',
    'workers',
    'options',
    'predictor',
    'table',
  ],
  // The whole job in a page: by the library on a server, by `browser` in the page itself.
  studio: [
    'inspect.ts',
    'export-onnx.ts',
    'export-page.ts',
    'export-python.ts',
    'export-typescript.ts',
    'browser',
    'drift',
    'fit',
    'run',
    'report',
    'options',
    'trial',
    'schema',
  ],
  // `inspect` needs none of what trains; `worker` trains for others.
  cli: ['index.ts', 'inspect.ts', 'serve', 'workers', 'studio'],
};
const folders = Object.keys(arrows);
/** What stands in src itself. */
const ENTRIES = [
  'datasets.ts',
  'doctor.ts',
  'export-onnx.ts',
  'export-out-of-fold.ts',
  'export-page.ts',
  'export-python.ts',
  'export-study.ts',
  'export-typescript.ts',
  'index.ts',
  'inspect.ts',
];

test('every folder of src has its arrows, and they only point up the list', () => {
  const found = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(found.map((entry) => entry.name).sort()).toEqual(folders.toSorted());
  for (const [index, folder] of folders.entries()) {
    const above = [...ENTRIES, ...folders.slice(0, index)];
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

test('only entries stand in src itself', () => {
  const files = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ name }) => name).sort();
  expect(names).toEqual(ENTRIES);
});

test('files, processes and threads are opened only where they belong, so that the rest can run in a page', () => {
  const places = [
    // Stand-ins for modules of Node, which name their types.
    'src/browser/host/',
    'src/cli/',
    'src/fit/',
    'src/health/',
    'src/journal/',
    'src/run/',
    'src/serve/',
    'src/study/',
    'src/studio/server/',
    'src/workers/',
    // What comes with the package, a user's own preset or configurations, and a run to export.
    'src/datasets.ts',
    'src/export-page.ts',
    'src/export-study.ts',
    'src/options/read-configs.ts',
    'src/options/preset.ts',
    'src/options/shipped-presets.ts',
    // Readers of boxes and their pictures.
    'src/detect/find-pictures.ts',
    'src/detect/frame-pictures.ts',
    'src/detect/picture-bytes.ts',
    'src/detect/pictures-at.ts',
    'src/detect/written-boxes.ts',
    // Kernels that a page does not have: OpenBLAS, and a flag of this V8.
    'src/engine/kernels/blas/open-blas.ts',
    'src/engine/kernels/simd/relaxed-simd-flag.ts',
    // Readers of files.
    'src/table/csv-chunks.ts',
    'src/table/csv-part.ts',
    'src/table/csv-part-worker.ts',
    'src/table/encoding.ts',
    'src/table/folder-form.ts',
    'src/table/form.ts',
    'src/table/open-pictures.ts',
    'src/table/open-pipe.ts',
    'src/table/open-place.ts',
    'src/table/peek.ts',
    'src/table/picture-files.ts',
    'src/table/picture-folder.ts',
    'src/table/picture-splits.ts',
    'src/table/place.ts',
    'src/table/read-csv.ts',
    'src/table/read-excel.ts',
    'src/table/open-pictures.ts',
    'src/table/picture-folder.ts',
    'src/table/picture-splits.ts',
    'src/table/read-json.ts',
    'src/table/read-parquet.ts',
    'src/table/read-table.ts',
    'src/table/reading-tally.ts',
    'src/table/second-part.ts',
    'src/table/unpack.ts',
    // Addresses, files of packages and unpacking, where there is a Node to ask.
    'src/util/address-space.ts',
    'src/util/native-zlib.ts',
    'src/util/package-file.ts',
    // Writing safely and where, memory, processors, turns of the event loop.
    'src/util/check-file-place.ts',
    'src/util/check-not-input.ts',
    'src/util/collect-garbage.ts',
    'src/util/heap-room.ts',
    'src/util/in-turns.ts',
    'src/util/make-folder.ts',
    'src/util/memory.ts',
    'src/util/plain-file.ts',
    'src/util/processors.ts',
    'src/util/read-text.ts',
    'src/util/read-whole.ts',
    'src/util/remove-files.ts',
    'src/util/sync-folder.ts',
    'src/util/walk-folder.ts',
    'src/util/whole-file.ts',
    'src/util/write-file-safely.ts',
  ];
  const broken = sourceFiles('src')
    .filter((file) => !places.some((place) => file.startsWith(place)))
    .filter((file) => /['"]node:/.test(readFileSync(file, 'utf8')));
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

test('no result hangs on functions whose last digits each engine chooses for itself', () => {
  const places = [
    // What is only shown.
    'src/lecture/plots.ts',
    'src/report/charts/',
    'src/report/page/',
    // The first 32 bits of cube roots of primes, which any cube root has.
    'src/util/sha256.ts',
  ];
  const loose = [
    ...[
      'acos',
      'acosh',
      'asin',
      'asinh',
      'atan',
      'atan2',
      'atanh',
      'cbrt',
      'cos',
      'cosh',
      'exp',
      'expm1',
    ],
    ...['hypot', 'log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh'],
  ];
  // Powers of two are exact everywhere, and so is what `util/elementary` makes of + − · / and roots.
  const pattern = new RegExp(
    `\\bMath\\.(?:${loose.join('|')})\\b|\\bMath\\[|(?<!\\b2) \\*\\* |\\*\\*=|\\blocaleCompare\\b|\\bIntl\\.Collator\\b`,
  );
  const broken = sourceFiles('src')
    .filter((file) => !places.some((place) => file.startsWith(place)))
    .flatMap((file) => codeOf(file).map((line) => `${file}: ${line.trim()}`))
    .filter((line) => pattern.test(line.replace(/\/\*\*.*?\*\//, '')));
  expect(broken).toEqual([]);
});

test('messages of the library name options as code does, not as the command line', () => {
  // Flags of Node and of a program in Python, and names of colours.
  const places = [
    'src/export/python/python-header.ts',
    'src/report/charts/chart-style.ts',
    'src/report/page-style.ts',
    'src/studio/studio-style.ts',
    // What only the command line can do is told by its flags.
    'src/studio/page/page-words.ts',
    'src/util/thread-file.ts',
    'src/engine/kernels/simd/relaxed-simd-flag.ts',
    'src/util/address-space.ts',
    'src/util/collect-garbage.ts',
    'src/util/heap-room.ts',
  ];
  const commands = createProgram().commands.map((command) => command.name());
  const options = createProgram().commands.flatMap((command) => command.options);
  const words = options.map((option) => option.name()).filter((name) => name.includes('-'));
  const flagOrCommand = new RegExp(
    `(?<!var\\()--[a-z$](?![a-z0-9-]*: )|autofit (?:${commands.join('|')})\\b|\\b(?:${words.join('|')})\\b`,
  );
  const broken = sourceFiles('src')
    .filter((file) => !file.startsWith('src/cli/') && !places.includes(file))
    .flatMap((file) => codeOf(file).map((line) => `${file}: ${line.trim()}`))
    .filter((line) => flagOrCommand.test(line.replaceAll('var(--', 'var(')));
  expect(broken).toEqual([]);
});

// A promise that many are raced with holds what each of them gave: `createGiveUp` does not.
test('promises are raced only where that comes once', () => {
  const racing = sourceFiles('src').filter((file) =>
    /\bPromise\.race\(/.test(readFileSync(file, 'utf8')),
  );
  expect(racing.sort()).toEqual([
    'src/health/thread-findings.ts',
    'src/serve/index.ts',
    'src/workers/redis/connect.ts',
    'src/workers/redis/redis-executor.ts',
    'src/workers/redis/worker.ts',
    'src/workers/run-again.ts',
  ]);
});

test('the clock is asked only where time may be measured', () => {
  const asking = sourceFiles('src').filter((file) => /\bnow\(\)/.test(readFileSync(file, 'utf8')));
  expect(asking.sort()).toEqual([
    'src/cli/tick-clock.ts',
    'src/detect/detector-pace.ts',
    'src/fit/answers-in-time.ts',
    'src/fit/boxes-in-time.ts',
    'src/fit/complete.ts',
    'src/fit/fit-detection.ts',
    'src/fit/fit.ts',
    'src/fit/read-in-time.ts',
    'src/fit/refit-run.ts',
    'src/fit/resume.ts',
    'src/fit/rows-in-time.ts',
    'src/fit/search-families.ts',
    'src/fit/time-answers.ts',
    'src/health/folder-finding.ts',
    'src/health/thread-findings.ts',
    'src/health/training-finding.ts',
    'src/search/budget.ts',
    'src/serve/create-app.ts',
    'src/studio/page/search-view.tsx',
    'src/studio/page/studio-state.ts',
    'src/studio/run-queue.ts',
    'src/studio/told.ts',
    'src/study/minimize.ts',
    'src/study/study-session.ts',
    'src/trial/run-fold.ts',
    'src/util/clock.ts',
    'src/workers/redis/kept-queue.ts',
    'src/workers/redis/live-beats.ts',
    'src/workers/redis/local-seats.ts',
    'src/workers/redis/outage.ts',
    'src/workers/redis/overdue.ts',
    'src/workers/redis/served-run.ts',
  ]);
});

test('the command line loads nothing of the library before a command runs', () => {
  const { files, packages } = importedAtOnce('src/cli/main.ts');
  const rooms = new Set([...files].map((file) => file.split('/')[1]));
  expect([...rooms].sort()).toEqual(['cli', 'util']);
  const known = [...packages].filter((name) => !name.startsWith('node:')).sort();
  expect(known).toEqual(['commander', 'string-width']);
});

test('importing the library loads no server, no export, and no package that few need', () => {
  const { files, packages } = importedAtOnce('src/index.ts');
  const rooms = new Set([...files].map((file) => file.split('/')[1]));
  expect(
    [...rooms].filter((room) =>
      ['browser', 'cli', 'export', 'serve', 'studio'].includes(room ?? ''),
    ),
  ).toEqual([]);
  const known = ['cli-table3', 'csv-parse/sync', 'd3-scale', 'd3-shape', 'picocolors', 'piscina'];
  expect([...packages].filter((name) => !name.startsWith('node:')).sort()).toEqual(known);
});

/** What a file imports before it runs, and what those import, types left out. */
function importedAtOnce(
  file: string,
  found = { files: new Set<string>(), packages: new Set<string>() },
) {
  if (found.files.has(file)) return found;
  found.files.add(file);
  const statements = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s*from\s+)?'([^']+)'/gm,
  );
  for (const [, names = '', target = ''] of statements) {
    const isTypes = /^\{(?:\s*type\s[^,}]*,?)+\s*\}$/.test(names);
    if (isTypes) continue;
    if (!target.startsWith('.')) found.packages.add(target);
    else importedAtOnce(normalize(join(file, '..', target)).replace(/\.js$/, '.ts'), found);
  }
  return found;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:c?ts|tsx)$/.test(name))
    .map((name) => join(folder, name));
}

/** Lines that are no comments. */
function codeOf(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => !/^\s*(?:\/\/|\/\*|\*)/.test(line));
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

test('the library loads no server: only the command does, when it runs', () => {
  const hono = sourceFiles('src').filter((file) => /['"]@?hono/.test(readFileSync(file, 'utf8')));
  const servers = [join('src', 'serve'), join('src', 'studio', 'server')];
  expect(hono.every((file) => servers.some((own) => file.startsWith(own)))).toBe(true);
  const loading = sourceFiles('src')
    .filter((file) => !file.startsWith(join('src', 'serve')))
    .filter((file) => /['"][./]+serve\/index\.js/.test(readFileSync(file, 'utf8')));
  expect(loading).toEqual([join('src', 'cli', 'serve.ts')]);
  expect(readFileSync(join('src', 'cli', 'serve.ts'), 'utf8')).toContain(
    "await import('../serve/index.js')",
  );
});

test('nothing loads what talks to Redis before it is asked for', () => {
  const folder = join('src', 'workers', 'redis');
  const naming = sourceFiles('src').filter((file) =>
    /['"](?:bullmq|ioredis)['"]/.test(readFileSync(file, 'utf8')),
  );
  expect(naming.every((file) => file.startsWith(folder))).toBe(true);
  const atOnce = naming.filter((file) =>
    /^import (?!type\b).*['"](?:bullmq|ioredis)['"]/m.test(readFileSync(file, 'utf8')),
  );
  expect(atOnce).toEqual([]);
  const loading = sourceFiles('src')
    .filter((file) => !file.startsWith(folder))
    .filter((file) => /workers\/redis\/|\.\/redis\//.test(codeOf(file).join('\n')));
  expect(loading.sort()).toEqual([
    join('src', 'cli', 'worker.ts'),
    join('src', 'fit', 'open-machines.ts'),
  ]);
  for (const file of loading) {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/await import\('\.\.\/workers\/redis\//);
    expect(text).not.toMatch(/^import (?!type\b).*workers\/redis/m);
  }
  const { files } = importedAtOnce('src/index.ts');
  expect([...files].filter((file) => file.startsWith(folder))).toEqual([]);
});
