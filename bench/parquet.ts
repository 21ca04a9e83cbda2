/**
 * Reads a generated Parquet file of 1,000,000 rows and 7 columns (whole numbers, doubles, words, days, floats with gaps,
 * decimals) into columns, beside hyparquet's rows, pyarrow and pandas, interleaved, each run a process of its own.
 *
 *   npm run bench:parquet -- [--rows 1000000] [--runs 3] [--json]        after npm run bench:peers
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';

interface Reading {
  readonly seconds: number;
  readonly peakMb: number;
}

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const HERE = new URL('./parquet/', import.meta.url).pathname;
const PYTHON = new URL('./peers/.venv/bin/python', import.meta.url).pathname;
const CONTENDERS: Readonly<Record<string, readonly string[]>> = {
  autofit: [process.execPath, join(HERE, 'ours.mjs')],
  'hyparquet, rows': [process.execPath, join(HERE, 'rows.mjs')],
  pyarrow: [PYTHON, join(HERE, 'peer.py'), 'pyarrow'],
  'pyarrow to pandas': [PYTHON, join(HERE, 'peer.py'), 'pandas'],
};

const folder = mkdtempSync(join(tmpdir(), 'autofit-parquet-'));
try {
  const path = join(folder, 'table.parquet');
  run([PYTHON, join(HERE, 'peer.py'), 'write'], path);
  const readings = new Map<string, Reading[]>();
  for (let i = 0; i < Number(flags.runs); i++) {
    for (const [name, command] of Object.entries(CONTENDERS)) {
      const reading = JSON.parse(run(command, path)) as Reading;
      readings.set(name, [...(readings.get(name) ?? []), reading]);
    }
  }
  print(readings);
} finally {
  rmSync(folder, { recursive: true });
}

function run([program = '', ...args]: readonly string[], path: string): string {
  const { status, stdout, stderr } = spawnSync(program, [...args, path, flags.rows], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}

function print(readings: ReadonlyMap<string, readonly Reading[]>): void {
  const rows = [...readings].map(([name, own]) => {
    const seconds = median(own.map((reading) => reading.seconds));
    return { reader: name, seconds, peakMb: Math.max(...own.map((reading) => reading.peakMb)) };
  });
  if (flags.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const table = new Table({
    head: ['reader', 'seconds', 'peak MB'],
    style: { head: [], border: [], compact: true },
  });
  for (const { reader, seconds, peakMb } of rows)
    table.push([reader, seconds.toFixed(2), peakMb.toFixed(0)]);
  console.log(table.toString());
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
