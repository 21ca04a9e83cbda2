/**
 * How a served model answers: requests a second of one row each, and the 50 % and 99 % quantiles of their milliseconds, beside
 * FastAPI with scikit-learn on the same rows, by turns, with a model of the same kind; then memory under a load in which every
 * fifth request is a bad one (with --rounds 0 that alone). Servers and what asks them share two processors. What is built in dist/ is measured.
 *
 *   npm run bench:serve -- [--seconds 60] [--rounds 3] [--slice 5] [--models boosted-trees,linear] [--json]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  type BenchServer,
  type Load,
  load,
  residentBytes,
  startAutofit,
  startFastApi,
  stop,
} from './serve/servers.js';
import { servingRows } from './serving/predictors.js';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    slice: { type: 'string', default: '5' },
    models: { type: 'string', default: 'boosted-trees,linear' },
    json: { type: 'boolean', default: false },
  },
});
const FAMILIES: Readonly<Record<string, { family: string; params: Record<string, number> }>> = {
  'boosted-trees': { family: 'boosted-trees', params: { rounds: 100, patience: 100 } },
  linear: { family: 'elastic-net', params: {} },
};
const CONNECTIONS = [1, 16];
const built = new URL('../dist/index.js', import.meta.url).href;
const { fit } = (await import(built)) as typeof import('../src/index.js');
const folder = mkdtempSync(join(tmpdir(), 'autofit-serve-'));
const asked = servingRows(200, 1).map(({ y: _, ...row }) => row);
const train = trainingFile();
const compared = [];
let memory: object | undefined;
for (const model of flags.models.split(',')) {
  const file = await fitted(model);
  const servers: BenchServer[] = [];
  try {
    servers.push(await startAutofit(file, 18_091));
    if (Number(flags.rounds) > 0) {
      servers.push(await startFastApi(train, model, 18_092, 1));
      servers.push(await startFastApi(train, model, 18_093, 2));
    }
    for (const connections of Number(flags.rounds) > 0 ? CONNECTIONS : [])
      compared.push(...(await byTurns(model, servers, connections)));
    const [own] = servers;
    if (own && !memory) memory = await endured(own);
  } finally {
    for (const server of servers) stop(server);
  }
}
rmSync(folder, { recursive: true });
if (flags.json) console.log(JSON.stringify({ compared, memory }));
else {
  console.table(compared);
  console.log(JSON.stringify(memory, null, 1));
}

function trainingFile(): string {
  const rows = servingRows(2000);
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => row[name]).join(','));
  const file = join(folder, 'train.csv');
  writeFileSync(file, [names.join(','), ...lines].join('\n'));
  return file;
}

/** One model on all rows, as scikit-learn has it. */
async function fitted(name: string): Promise<string> {
  const own = FAMILIES[name];
  if (!own) throw new Error(`there is no model ${name}`);
  const options = { label: 'y', models: [own.family], enqueue: [own], trials: 1, workers: 1 };
  const predictor = await fit(train, { ...options, refit: true });
  const file = join(folder, `${name}.safetensors`);
  await predictor.save(file);
  return file;
}

/** Medians of rounds. */
async function byTurns(model: string, servers: readonly BenchServer[], connections: number) {
  const loads = new Map<string, Load[]>(servers.map(({ name }) => [name, []]));
  const options = { seconds: Number(flags.slice), connections, rows: asked, badEvery: 0 };
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const server of servers) loads.get(server.name)?.push(await load(server, options));
  }
  return [...loads].map(([server, own]) => ({
    model,
    connections,
    server,
    'requests/s': Math.round(median(own.map(({ rate }) => rate))),
    p50: Number(median(own.map(({ p50 }) => p50)).toFixed(2)),
    p99: Number(median(own.map(({ p99 }) => p99)).toFixed(2)),
  }));
}

/** Megabytes in each tenth of the time, and what was answered. */
async function endured(server: BenchServer) {
  const seconds = Number(flags.seconds);
  const megabytes: number[] = [];
  const asking = load(server, { seconds, connections: 16, rows: asked, badEvery: 5 });
  for (let tenth = 0; tenth < 10; tenth++) {
    await sleep(seconds * 100);
    megabytes.push(Math.round(residentBytes(server) / 1e6));
  }
  const { rate, statuses } = await asking;
  return { seconds, megabytes, 'good requests/s': Math.round(rate), statuses };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
