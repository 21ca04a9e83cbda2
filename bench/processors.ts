/**
 * The same fits by the same Node on other processors, as QEMU plays them: an arm64, which multiplies and adds in one as this one does,
 * and an x86 of 2008, which does not. Whether their model files are those of here, to the byte.
 *
 *   apt-get install qemu-user-static libstdc++6-arm64-cross
 *   npm run bench:processors -- [--trials 2] [--node 24.21.0]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { readState } from '../src/run/predictor-file.js';

const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const TABLES = [
  ['penguins', 'species'],
  ['concrete', 'compressive_strength'],
] as const;
const { values: flags } = parseArgs({
  options: {
    trials: { type: 'string', default: '2' },
    node: { type: 'string', default: '24.21.0' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'autofit-processors-'));
const nodeFor = (cpu: string) => join(folder, 'node_modules', `node-linux-${cpu}`, 'bin', 'node');
/** Programs that run Node on each processor, this one first. */
const PROCESSORS: Readonly<Record<string, readonly string[]>> = {
  here: [nodeFor('x64')],
  arm64: ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu', nodeFor('arm64')],
  'x86 of 2008': ['qemu-x86_64-static', '-cpu', 'Nehalem', nodeFor('x64')],
};

try {
  const nodes = ['x64', 'arm64'].map((cpu) => `node-linux-${cpu}@${flags.node}`);
  // Of a package for another processor npm is told that it is meant.
  const quietly = ['--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  run(['npm', 'install', '--prefix', folder, ...quietly, ...nodes]);
  const table = new Table({
    head: ['table', 'processor', 'kernels', 'validation score', 'seconds', 'the model of here'],
  });
  for (const [name, label] of TABLES) {
    const bytes: Buffer[] = [];
    for (const [processor, program] of Object.entries(PROCESSORS)) {
      const { model, row } = await fitted(program, name, label);
      bytes.push(model);
      const cells = [name, processor, ...row, bytes[0]?.equals(model) ? 'yes' : 'no'];
      console.error(cells.join('  '));
      table.push(cells);
    }
  }
  console.log(table.toString());
} finally {
  rmSync(folder, { recursive: true });
}

async function fitted(program: readonly string[], name: string, label: string) {
  const out = join(folder, 'run');
  rmSync(out, { recursive: true, force: true });
  const asked = ['--label', label, '--trials', flags.trials, '--out', out, '--workers', '1'];
  const began = performance.now();
  run([...program, MAIN, 'fit', `datasets/${name}.csv`, ...asked, '--no-report', '--quiet']);
  const seconds = (performance.now() - began) / 1000;
  const file = join(out, 'model.safetensors');
  const { versions, leaderboard } = await readState(file);
  const row = [versions.kernels, leaderboard[0]?.scoreValidation, seconds.toFixed(0)];
  return { model: readFileSync(file), row };
}

function run([program = '', ...args]: readonly string[]): void {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}: ${done.stderr}`);
}
