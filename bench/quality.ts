/**
 * Fits every bench table within a time limit, then scores the test rows once: ours, the constant baseline and
 * the best of the peers in baselines.csv. Nothing is chosen by the test rows.
 *
 *   npm run bench:quality -- [--time-limit 20s] [--sets adult,titanic] [--json]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { parse } from 'csv-parse/sync';

interface DatasetInfo {
  readonly name: string;
  readonly label: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
}

interface Result {
  readonly set: string;
  readonly metric: string;
  readonly ours: number;
  readonly constant: number;
  readonly bestPeer: number;
  readonly peer: string;
  readonly seconds: number;
}

/** Its label is told by place. */
const WITHOUT_HEADER = ['abalone'];
const FOLDER = process.env.AUTOFIT_BENCH_DATA ?? '../shared/datasets';
const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;

const { values: flags } = parseArgs({
  options: {
    'time-limit': { type: 'string', default: '20s' },
    sets: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is not here: set AUTOFIT_BENCH_DATA`);
const wanted = flags.sets?.split(',');
const infos = JSON.parse(readFileSync(join(FOLDER, 'datasets.json'), 'utf8')) as DatasetInfo[];
const chosen = infos.filter(({ name }) => wanted?.includes(name) ?? true);
const peers = parse(readFileSync(join(FOLDER, 'baselines.csv'), 'utf8'), {
  columns: true,
}) as Record<string, string>[];
const results = chosen.map((info) => {
  const result = runSet(info);
  if (!flags.json) console.error(`${result.set}: ${result.ours} in ${result.seconds.toFixed(1)} s`);
  return result;
});
if (flags.json) console.log(JSON.stringify({ timeLimit: flags['time-limit'], results }, null, 2));
else printTable(results);

function runSet(info: DatasetInfo): Result {
  const metric = info.task === 'regression' ? 'rmse' : 'log_loss';
  const { name: peer, score: bestPeer } = bestOfPeers(info.name, metric);
  const ours = fitAndScore(info, metric, ['--time-limit', flags['time-limit']]);
  const constant = fitAndScore(info, metric, ['--models', 'constant', '--trials', '1']);
  const { seconds } = ours;
  return {
    set: info.name,
    metric,
    ours: ours.score,
    constant: constant.score,
    bestPeer,
    peer,
    seconds,
  };
}

function fitAndScore(info: DatasetInfo, metric: string, options: readonly string[]) {
  const out = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const started = performance.now();
  const train = join(FOLDER, info.name, 'train.csv');
  const header = WITHOUT_HEADER.includes(info.name) ? ['--no-header'] : [];
  const common = ['--label', info.label, ...header, '--out', out, '--json', '--quiet'];
  run(['fit', train, ...common, ...options]);
  const seconds = (performance.now() - started) / 1000;
  const test = join(FOLDER, info.name, 'test.csv');
  const report = run(['evaluate', out, test, '--metric', metric, '--json', '--quiet']);
  rmSync(out, { recursive: true });
  const { metrics } = JSON.parse(report) as { metrics: Record<string, number> };
  return { score: metrics[metric] ?? Number.NaN, seconds };
}

function run(options: readonly string[]): string {
  const done = spawnSync(process.execPath, [MAIN, ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  if (done.status !== 0) throw new Error(`autofit ${options.join(' ')} ended with ${done.status}`);
  return done.stdout;
}

function bestOfPeers(set: string, metric: string): { name: string; score: number } {
  const column = metric === 'rmse' ? 'rmse' : 'logloss';
  const scored = peers
    .filter((row) => row.dataset === set && row[column] !== '')
    .map((row) => ({ name: row.model ?? '', score: Number(row[column]) }));
  return scored.reduce((a, b) => (b.score < a.score ? b : a));
}

function printTable(rows: readonly Result[]): void {
  const table = new Table({
    head: ['data set', 'metric', 'ours', 'constant', 'best peer', 'peer', 'seconds'],
    style: { head: [], border: [], compact: true },
  });
  const round = (value: number) => value.toPrecision(4);
  for (const { set, metric, ours, constant, bestPeer, peer, seconds } of rows) {
    const scores = [ours, constant, bestPeer].map(round);
    table.push([set, metric, ...scores, peer, seconds.toFixed(1)]);
  }
  const beatsConstant = rows.filter((row) => row.ours < row.constant).length;
  const beatsPeers = rows.filter((row) => row.ours < row.bestPeer).length;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(table.toString());
  console.log(`better than the constant baseline on ${beatsConstant} of ${rows.length} sets,`);
  console.log(
    `than the best of all peers on ${beatsPeers}; limit ${flags['time-limit']}, commit ${commit}`,
  );
}
