/**
 * Predicts a generated CSV (an id, eight numbers, two columns of levels) by the whole command: `autofit predict --with id --proba`,
 * beside pandas and scikit-learn with the same columns one-hot, whole and in chunks of as many rows as our blocks. Boosted trees of
 * as many rounds and leaves, and a linear model. By turns, each run a process of its own, its start counted; medians, and the most
 * memory. What is built in dist/ is measured.
 *
 *   npm run bench:batch -- [--rows 1000000] [--runs 3] [--workers 2] [--json]        after npm run bench:peers
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { fit } from '../src/index.js';
import { loadState } from '../src/predictor/load-state.js';
import { saveState } from '../src/predictor/save-state.js';
import { randomStream } from '../src/util/random.js';
import { oneModel } from './serving/predictors.js';

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const PYTHON = new URL('./peers/.venv/bin/python', import.meta.url).pathname;
const PEER = new URL('./batch/peer.py', import.meta.url).pathname;
const TRAINED = 5000;
const ROUNDS = '100';
const LEAVES = '31';
const BLOCK = '65536';
const COLOURS = ['red', 'green', 'blue', 'white', 'black'];

interface Run {
  readonly seconds: number;
  /** Of all threads. */
  readonly processor: number;
  readonly peakMb: number;
}

const folder = mkdtempSync(join(tmpdir(), 'autofit-batch-'));
const at = (name: string) => join(folder, name);
try {
  writeRows(at('train.csv'), TRAINED, true);
  writeRows(at('data.csv'), Number(flags.rows), false);
  const results: Record<string, Record<string, Run>> = {};
  for (const kind of ['trees', 'linear'] as const) results[kind] = await compare(kind);
  const megabytes = Math.round(statSync(at('data.csv')).size / 1e6);
  if (flags.json) console.log(JSON.stringify({ rows: Number(flags.rows), megabytes, results }));
  else print(results, megabytes);
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(kind: 'trees' | 'linear'): Promise<Record<string, Run>> {
  const trees = {
    rounds: Number(ROUNDS),
    patience: Number(ROUNDS),
    maxLeaves: Number(LEAVES),
    maxDepth: 12,
  };
  const family = kind === 'trees' ? 'boosted-trees' : 'linear';
  const params = kind === 'trees' ? trees : {};
  const fitted = await fit(at('train.csv'), {
    label: 'y',
    ignore: ['id'],
    models: [family],
    enqueue: [{ family, params }],
    folds: 5,
    trials: 1,
    workers: 1,
  });
  const state = oneModel(await loadState(await fitted.toBytes()));
  writeFileSync(at('model.safetensors'), await saveState(state));
  const shape = ['--kind', kind, '--rounds', ROUNDS, '--leaves', LEAVES];
  run(PYTHON, [PEER, 'fit', at('model.joblib'), at('train.csv'), ...shape]);
  const ours = (workers: string) => [
    ...[process.execPath, MAIN, 'predict', at('model.safetensors'), at('data.csv'), '-q'],
    ...['--with', 'id', '--proba', '-j', workers, '-o', at('ours.csv')],
  ];
  const theirs = [PYTHON, PEER, 'predict', at('model.joblib'), at('data.csv'), at('theirs.csv')];
  const contenders: Readonly<Record<string, readonly string[]>> = {
    [`autofit, ${flags.workers} threads`]: ours(flags.workers),
    'autofit, 1 thread': ours('1'),
    'pandas + scikit-learn': theirs,
    'the same in chunks': [...theirs, '--chunk', BLOCK],
  };
  const runs = new Map<string, Run[]>();
  for (let i = 0; i < Number(flags.runs); i++) {
    for (const [name, [program = '', ...args]] of Object.entries(contenders)) {
      runs.set(name, [...(runs.get(name) ?? []), run(program, args)]);
    }
  }
  return Object.fromEntries([...runs].map(([name, own]) => [name, medians(own)]));
}

/** Rows whose label, yes or no, follows some of the columns. */
function writeRows(path: string, rows: number, isTraining: boolean): void {
  const random = randomStream(isTraining ? 1 : 2, 'bench:batch');
  const numbers = Array.from({ length: 8 }, (_, i) => `n${i}`);
  const file = openSync(path, 'w');
  writeSync(file, `${['id', ...numbers, 'colour', 'place', ...(isTraining ? ['y'] : [])]}\n`);
  for (let row = 0; row < rows; row += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - row) }, (_, i) => {
      const own = numbers.map(() => random.normal());
      const [colour, place] = [random.integer(COLOURS.length), random.integer(40)];
      const [a = 0, b = 0, c = 0] = own;
      const y = Math.sin(2 * a) + b * c + 0.3 * colour - 0.02 * place + 0.3 * random.normal();
      const cells = [`r${row + i}`, ...own.map((value) => value.toFixed(4))];
      const label = isTraining ? [y > 0.4 ? 'yes' : 'no'] : [];
      return [...cells, COLOURS[colour], `place ${place}`, ...label].join(',');
    });
    writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}

function run(program: string, args: readonly string[]): Run {
  const told = ['-f', '%e %U %S %M', program, ...args];
  // Threads of the peer that wait turn round otherwise, where processors are shared.
  const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
  const { status, stderr } = spawnSync('/usr/bin/time', told, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  const [seconds = 0, user = 0, system = 0, kilobytes = 0] =
    stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { seconds, processor: user + system, peakMb: kilobytes / 1024 };
}

function medians(runs: readonly Run[]): Run {
  const of = (value: (own: Run) => number) =>
    runs.map(value).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN;
  return {
    seconds: of(({ seconds }) => seconds),
    processor: of(({ processor }) => processor),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  };
}

function print(results: Readonly<Record<string, Readonly<Record<string, Run>>>>, mb: number): void {
  console.log(`${Number(flags.rows).toLocaleString('en-US')} rows, ${mb} MB`);
  const table = new Table({ head: ['model', 'by', 'seconds', 'of processors', 'peak MB'] });
  for (const [kind, runs] of Object.entries(results)) {
    for (const [name, { seconds, processor, peakMb }] of Object.entries(runs)) {
      table.push([kind, name, seconds.toFixed(1), processor.toFixed(1), peakMb.toFixed(0)]);
    }
  }
  console.log(table.toString());
}
