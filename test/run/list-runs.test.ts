import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { resume } from '../../src/fit/resume.js';
import { readJournal } from '../../src/journal/journal-file.js';
import { replay } from '../../src/journal/replay.js';
import { listRuns } from '../../src/run/list-runs.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const runs = folder.at('runs');
const at = (name: string) => join(runs, name);

/** Of a run's lines those up to its end. */
function withoutEnd(run: string): void {
  const file = join(run, 'journal.jsonl');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${lines.filter((line) => !line.includes('"kind":"end"')).join('\n')}\n`);
}

beforeAll(async () => {
  mkdirSync(runs);
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 11},${i % 2 ? 'yes' : 'no'}`);
  const file = folder.at('train.csv');
  writeFileSync(file, `x,z,y\n${rows.join('\n')}\n`);
  const options = { label: '3', trials: 1, workers: 1, report: false, models: ['linear'] } as const;
  await fit(file, { ...options, out: at('finished') });
  cpSync(at('finished'), at('killed'), { recursive: true });
  withoutEnd(at('killed'));
  rmSync(join(at('killed'), 'model.safetensors'));
  await fit(
    [
      { a: 1, b: 2 },
      { a: 2, b: 4 },
      { a: 3, b: 5 },
      { a: 4, b: 8 },
    ],
    {
      ...options,
      label: 'b',
      out: at('memory'),
    },
  );
  withoutEnd(at('memory'));
  cpSync(at('finished'), at('cut'), { recursive: true });
  truncateSync(join(at('cut'), 'model.safetensors'), 100);
  mkdirSync(at('odd'));
  writeFileSync(join(at('odd'), 'journal.jsonl'), 'no json\n');
  utimesSync(at('odd'), 0, 0);
  mkdirSync(at('other-files'));
  writeFileSync(join(runs, 'notes.txt'), 'a file among them');
});

test('runs come the newest first, each with how it stands; what is no run is left out', async () => {
  const found = await listRuns(runs);
  const states = found.map(({ folder: path, state }) => [path.split('/').at(-1), state]);
  expect(states[0]).toEqual(['memory', 'stopped']);
  expect(states.at(-1)).toEqual(['odd', 'broken']);
  expect(new Map(states.slice(1, -1) as [string, string][])).toEqual(
    new Map([
      ['finished', 'finished'],
      ['killed', 'stopped'],
      ['cut', 'broken'],
    ]),
  );
});

test('a finished run tells what it was about, by the names of the data', async () => {
  const own = (await listRuns(runs)).find(({ folder: path }) => path.endsWith('finished'));
  expect(own).toMatchObject({
    state: 'finished',
    canResume: false,
    reason: null,
    data: 'train.csv',
    label: 'y',
    task: 'binary',
    rows: 60,
    metric: 'log_loss',
    direction: 'minimize',
    scoreTest: null,
  });
  expect(Date.parse(own?.began ?? '')).toBeGreaterThan(Date.now() - 600_000);
  expect(own?.seconds).toBeGreaterThan(0);
  expect(own?.scoreValidation).toBeGreaterThan(0);
});

test('a run that was killed has the score of its best trial, and can be resumed as it says', async () => {
  const killed = (await listRuns(at('killed')))[0];
  const { summary } = await resume(at('finished'), { workers: 1 });
  const linear = summary.leaderboard.find(({ family }) => family === 'linear');
  const constant = summary.leaderboard.find(({ family }) => family === 'constant');
  const best = Math.min(linear?.scoreValidation ?? NaN, constant?.scoreValidation ?? NaN);
  expect(killed).toMatchObject({ canResume: true, rows: null, scoreValidation: best });
  const copy = folder.at('resumed');
  cpSync(at('killed'), copy, { recursive: true });
  await resume(copy, { workers: 1 });
  expect((await listRuns(copy))[0]?.state).toBe('finished');
});

test('runs that cannot go on, and broken ones, say why', async () => {
  const found = await listRuns(runs);
  const reasonOf = (name: string) => found.find((run) => run.folder === at(name))?.reason;
  expect(reasonOf('memory')).toBe('Its data came from memory or standard input.');
  expect(reasonOf('cut')).toContain('not a model file of autofit');
  expect(reasonOf('odd')).toContain('journal.jsonl:1 cannot be read');
});

test('a run with a metric of its own has its score and direction, whether it is over or not', async () => {
  const metric = {
    name: 'hits',
    direction: 'maximize',
    judges: 'numbers',
    score: (truth: ArrayLike<number>, said: ArrayLike<number>) =>
      Array.from(truth).filter((value, i) => Math.abs(value - (said[i] ?? 0)) < 5).length,
  } as const;
  const file = folder.write(
    'own.csv',
    `x,y\n${[...Array(40).keys()].map((i) => `${i},${3 * i}`).join('\n')}\n`,
  );
  const options = {
    label: 'y',
    trials: 2,
    workers: 1,
    report: false,
    models: ['linear'],
    metric,
  } as const;
  const own = folder.at('own');
  mkdirSync(own);
  await fit(file, { ...options, out: join(own, 'a') });
  const [over] = await listRuns(own);
  const told = { label: 'y', metric: 'hits', direction: 'maximize' };
  expect(over).toMatchObject({ ...told, state: 'finished', canResume: false, reason: null });
  withoutEnd(join(own, 'a'));
  rmSync(join(own, 'a', 'model.safetensors'));
  const [stopped] = await listRuns(own);
  expect(stopped).toMatchObject({ ...told, state: 'stopped', canResume: true });
  const { trials } = replay((await readJournal(join(own, 'a'))).events);
  const scores = [...trials.values()].flatMap(({ score }) => score ?? []);
  expect(stopped?.scoreValidation).toBe(Math.max(...scores));
  expect(Math.max(...scores)).toBeGreaterThan(Math.min(...scores));
});

test('a run that a process works on is running, even before it has a journal', async () => {
  const held = folder.at('held/run');
  mkdirSync(held, { recursive: true });
  const holder = { host: `not ${hostname()}`, pid: 1, start: null };
  writeFileSync(join(held, 'lock'), JSON.stringify(holder));
  expect((await listRuns(folder.at('held')))[0]).toMatchObject({ state: 'running', began: null });
});

test('a folder that is not there is a mistake; no folder at all is no runs', async () => {
  await expect(listRuns(folder.at('none'))).rejects.toThrow(/none cannot be read/);
  const there = process.cwd();
  process.chdir(folder.at('.'));
  try {
    expect(await listRuns()).toEqual([]);
    expect((await runHere(['runs'])).stdout).toBe('There are no runs in autofit-runs.\n');
  } finally {
    process.chdir(there);
  }
});

test('the command draws them, with what is wrong below; as JSON it is what the library gives', async () => {
  const { stdout, code } = await runHere(['runs', runs]);
  expect(code).toBe(0);
  const [table = '', reasons = ''] = stdout.split('\n\n');
  expect(table.split('\n')[0]).toMatch(/^run +began +label +task +score +rows +took +data +state$/);
  expect(table).toMatch(/\nkilled +.* 3 +– +log_loss ↓ \S+ +– .* train\.csv +can be resumed\n/);
  expect(reasons).toMatch(/^memory: Its data came from memory or standard input\.$/m);
  const { stdout: json } = await runHere(['runs', runs, '--json']);
  expect(JSON.parse(json)).toEqual(await listRuns(runs));
});
