/**
 * What a search spends its workers' time on: the share that is training, by the times of the leaderboard. All else is
 * overhead, preparing columns and trials that the end cut off included, so that it is an upper bound.
 *
 *   npm run bench:overhead -- [--time-limit 60s] [--workers 2] [--json]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FitSummary } from '../src/index.js';

const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const TABLES = [
  ['datasets/concrete.csv', 'compressive_strength'],
  ['datasets/credit.csv', 'Status'],
] as const;
const { values } = parseArgs({
  options: {
    'time-limit': { type: 'string', default: '60s' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});

const figures = TABLES.map(([table, label]) => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const limit = ['--time-limit', values['time-limit'], '--workers', values.workers];
  const options = [
    table,
    '--label',
    label,
    ...limit,
    '--json',
    '--quiet',
    '--out',
    join(folder, 'run'),
  ];
  const { seconds, leaderboard } = JSON.parse(
    execFileSync(process.execPath, [MAIN, ...options], { encoding: 'utf8', maxBuffer: 2 ** 28 }),
  ) as FitSummary;
  rmSync(folder, { recursive: true });
  const trials = leaderboard.filter(({ family }) => family !== 'ensemble');
  const training = trials.reduce((sum, { fitSeconds }) => sum + (fitSeconds ?? 0), 0);
  const overhead = 1 - training / (Number(values.workers) * seconds);
  return { table, seconds, trials: trials.length, training, overhead };
});
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);
