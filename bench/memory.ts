/**
 * Peak resident memory and seconds of `autofit fit` and `autofit predict` on a generated CSV (of every five columns three decimals,
 * one of whole numbers, one of levels), beside LightGBM on the same file, each a process of its own. What is built in dist/ is
 * measured. Time is that of all processors; what the clock says hangs on who else works there.
 *
 *   npm run bench:memory -- [--rows 1000000] [--columns 5] [--task binary] [--trials 1] ["--options=--memory 4g"] [--predict]
 *     [--peer] [--flaml seconds] [--data folder] [--json]
 *
 * The peer runs after npm run bench:peers, FLAML after node bench/autogluon/install.mjs; a folder keeps the file.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { holdoutFraction } from '../src/folds/plan-folds.js';
import { generateRows, TASKS } from './memory/generate.js';

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    columns: { type: 'string', default: '5' },
    task: { type: 'string', default: 'binary' },
    trials: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    options: { type: 'string', default: '' },
    predict: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
    flaml: { type: 'string' },
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const PYTHON = new URL('./peers/.venv/bin/python', import.meta.url).pathname;
const FLAML = new URL('./autogluon/.venv/bin/python', import.meta.url).pathname;
const FLAML_PEER = new URL('./memory/flaml_peer.py', import.meta.url).pathname;
const PEER = new URL('./memory/peer.py', import.meta.url).pathname;
/** Those of boosted trees, so that both stop alike. */
const [ROUNDS, PATIENCE] = ['1500', '40'];

interface Run {
  readonly what: string;
  readonly seconds: number;
  /** Of all threads. */
  readonly processor: number;
  readonly peakMb: number;
  readonly told: string;
}

const task = TASKS.find((own) => own === flags.task);
if (!task) throw new Error(`--task is one of ${TASKS.join(', ')}`);
const rows = Number(flags.rows);
const columns = Number(flags.columns);
const scratch = mkdtempSync(join(tmpdir(), 'autofit-memory-'));
const folder = flags.data ?? scratch;
const path = join(folder, `${rows}x${columns}-${task}.csv`);
try {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(path)) await generateRows(path, { rows, columns, task, seed: 0 });
  const runs = [...ofAutofit(), ...ofPeer(), ...ofFlaml()];
  const megabytes = Math.round(statSync(path).size / 1e6);
  if (flags.json) console.log(JSON.stringify({ rows, columns, task, megabytes, runs }));
  else print(runs, megabytes);
} finally {
  rmSync(scratch, { recursive: true });
}

function ofAutofit(): readonly Run[] {
  const out = join(scratch, 'run');
  const more = flags.options.split(' ').filter((word) => word !== '');
  const told = ['--label', 'y', '--trials', flags.trials, '-j', flags.workers, '-o', out, '--json'];
  const fit = run('autofit fit', process.execPath, [MAIN, path, ...told, ...more], bestOf);
  if (!flags.predict) return [fit];
  const to = ['-j', flags.workers, '-q', '-o', join(scratch, 'predictions.csv')];
  return [fit, run('autofit predict', process.execPath, [MAIN, 'predict', out, path, ...to])];
}

function ofPeer(): readonly Run[] {
  if (!flags.peer) return [];
  const held = String(holdoutFraction(rows));
  const told = [path, task ?? '', flags.workers, ROUNDS, PATIENCE, held];
  return [run('pandas + LightGBM', PYTHON, [PEER, ...told], (said) => said.trim())];
}

function ofFlaml(): readonly Run[] {
  if (flags.flaml === undefined) return [];
  const told = [path, task ?? '', flags.workers, flags.flaml];
  return [
    run(`pandas + FLAML, ${flags.flaml} s`, FLAML, [FLAML_PEER, ...told], (said) => said.trim()),
  ];
}

function bestOf(said: string): string {
  const { best } = JSON.parse(said) as { best: { name: string; scoreValidation: number } };
  return `${best.name} ${best.scoreValidation}`;
}

function run(
  what: string,
  program: string,
  args: readonly string[],
  told: (said: string) => string = () => '',
): Run {
  // Threads of the peer that wait turn round otherwise, where processors are shared.
  const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
  const measured = ['-f', '%e %U %S %M', program, ...args];
  const { status, stderr, stdout } = spawnSync('/usr/bin/time', measured, {
    encoding: 'utf8',
    env,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${what} failed: ${stderr}`);
  const [seconds = 0, user = 0, system = 0, kilobytes = 0] =
    stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  if (!flags.json) console.error(`${what}:\n${stderr}`);
  return {
    what,
    seconds,
    processor: user + system,
    peakMb: kilobytes / 1024,
    told: told(stdout),
  };
}

function print(runs: readonly Run[], megabytes: number): void {
  console.log(`${rows.toLocaleString('en-US')} rows x ${columns} columns, ${megabytes} MB`);
  const head = ['what', 'seconds', 'of processors', 'peak MB', 'said'];
  const table = new Table({ head });
  for (const { what, seconds, processor, peakMb, told } of runs) {
    table.push([what, seconds.toFixed(1), processor.toFixed(1), peakMb.toFixed(0), told]);
  }
  console.log(table.toString());
}
