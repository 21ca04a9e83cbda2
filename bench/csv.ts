/**
 * Reads a generated CSV of 200 MB and 15 mixed columns into typed columns, beside csv-parse, udsv, papaparse, pandas and
 * DuckDB, interleaved, each run a process of its own: the median seconds and the peak memory.
 *
 *   npm run bench:csv -- [--megabytes 200] [--runs 3] [--json]        after npm run bench:peers
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { generateCsv } from './csv/generate.js';

interface Reading {
  readonly seconds: number;
  readonly rows: number;
  readonly peakMb: number;
}

const { values: flags } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const HERE = new URL('./csv/', import.meta.url).pathname;
const PYTHON = new URL('./peers/.venv/bin/python', import.meta.url).pathname;
const node = (script: string) => [process.execPath, join(HERE, script)];
const python = (name: string, threads: number) => [
  PYTHON,
  join(HERE, 'csv_peer.py'),
  name,
  `${threads}`,
];
const CONTENDERS: Readonly<Record<string, readonly string[]>> = {
  'autofit, 1 thread': [...node('ours.mjs'), '1'],
  'autofit, 2 threads': [...node('ours.mjs'), '2'],
  pandas: python('pandas', 1),
  'DuckDB, 1 thread': python('duckdb', 1),
  'DuckDB, 2 threads': python('duckdb', 2),
  'csv-parse': node('csv-parse-peer.mjs'),
  udsv: node('udsv-peer.mjs'),
  papaparse: node('papaparse-peer.mjs'),
};

const folder = mkdtempSync(join(tmpdir(), 'autofit-csv-'));
try {
  const path = join(folder, 'table.csv');
  await generateCsv(path, Number(flags.megabytes) * 1e6);
  const megabytes = statSync(path).size / 1e6;
  const readings = new Map<string, Reading[]>();
  for (let run = 0; run < Number(flags.runs); run++) {
    for (const [name, command] of Object.entries(CONTENDERS)) {
      const reading = read(command, path);
      if (reading) readings.set(name, [...(readings.get(name) ?? []), reading]);
    }
  }
  print(megabytes, readings);
} finally {
  rmSync(folder, { recursive: true });
}

function read([command = '', ...options]: readonly string[], path: string): Reading | undefined {
  if (!existsSync(command)) return undefined;
  // The path stands before the number of threads.
  const own = options.at(-1)?.match(/^\d$/) ? options.toSpliced(-1, 0, path) : [...options, path];
  const done = spawnSync(command, own, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return done.status === 0 ? (JSON.parse(done.stdout) as Reading) : undefined;
}

function print(megabytes: number, readings: ReadonlyMap<string, readonly Reading[]>): void {
  const median = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const rows = [...readings].map(([name, own]) => ({
    name,
    rows: own[0]?.rows,
    seconds: median(own.map(({ seconds }) => seconds)),
    peakMb: Math.max(...own.map(({ peakMb }) => peakMb)),
  }));
  const pandas = rows.find(({ name }) => name === 'pandas')?.seconds ?? Number.NaN;
  if (flags.json) {
    console.log(JSON.stringify({ megabytes, rows }, null, 2));
    return;
  }
  const table = new Table({
    head: ['reader', 'rows', 'seconds', 'MB/s', '× pandas', 'peak memory / file'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const speed = (megabytes / row.seconds).toFixed(0);
    const ratio = (pandas / row.seconds).toFixed(2);
    const memory = ((row.peakMb * 1.048576) / megabytes).toFixed(2);
    table.push([row.name, row.rows ?? '', row.seconds.toFixed(2), speed, ratio, memory]);
  }
  console.log(`${megabytes.toFixed(0)} MB, 15 columns; medians of ${flags.runs} interleaved runs`);
  console.log(table.toString());
}
